using System.Composition;
using DurableSdk.CodeFixes.Rewriting;
using DurableSdk.Generators.Parsing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace DurableSdk.CodeFixes.Fixes;

/// <summary>
/// Puts the step's attribute on the interface's or base method through which it can be called, with the same options: a call
/// takes those of the method that it goes through.
/// </summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
internal sealed class MarkDeclaration() : DurableCodeFix("DUR0024")
{
    private const string Title = "Put [Step] on the declaration";

    public override async Task<Repair?> ChangeAsync(Spot spot)
    {
        foreach (var (step, declared) in Declarations(spot))
        {
            if (declared.DeclaringSyntaxReferences.FirstOrDefault() is { } reference
                && spot.Document.Project.Solution.GetDocument(reference.SyntaxTree) is { } document
                && await reference.GetSyntaxAsync(spot.Cancel).ConfigureAwait(false) is MethodDeclarationSyntax declaration
                && await document.GetSemanticModelAsync(spot.Cancel).ConfigureAwait(false) is { } model)
                return Mark(document, model, declaration, AttributeOf(step, spot.Cancel));
        }

        return null;
    }

    private static Repair Mark(Document document, SemanticModel model, MethodDeclarationSyntax declaration, AttributeSyntax? step)
    {
        var name = TypeName.At(model, declaration.SpanStart, WellKnown.StepAttribute);
        var root = model.SyntaxTree.GetRoot();
        var changed = root.ReplaceNode(declaration, Marked(declaration, name.Text, step, EndOfLine.Of(root)));
        return new Repair(Title, document.WithSyntaxRoot(name.Import is { } import ? Usings.Add(changed, model, declaration.SpanStart, import) : changed).Project.Solution);
    }

    private static AttributeSyntax? AttributeOf(IMethodSymbol step, CancellationToken cancel) =>
        StepParser.FindAttribute(step)?.ApplicationSyntaxReference?.GetSyntax(cancel) as AttributeSyntax;

    /// <summary>What the reported method, or a method of the reported type, stands for and that isn't marked.</summary>
    private static IEnumerable<(IMethodSymbol Step, IMethodSymbol Declared)> Declarations(Spot spot)
    {
        var reported = spot.Model.GetDeclaredSymbol(spot.Node, spot.Cancel);
        var type = reported as INamedTypeSymbol ?? reported?.ContainingType;
        IEnumerable<IMethodSymbol> steps = reported is IMethodSymbol method ? [method] : type is null ? [] : Implementations(type);
        return steps
            .Where(step => StepParser.FindAttribute(step) is not null)
            .SelectMany(step => Interfaces.ImplementedBy(step, type!).Concat(step.OverriddenMethod is { } overridden ? [overridden] : []).Select(declared => (step, declared.OriginalDefinition)))
            .Where(pair => StepParser.FindAttribute(pair.OriginalDefinition) is null);
    }

    private static IEnumerable<IMethodSymbol> Implementations(INamedTypeSymbol type) =>
        type.AllInterfaces.SelectMany(i => i.GetMembers()).Select(type.FindImplementationForInterfaceMember).OfType<IMethodSymbol>();

    private static MethodDeclarationSyntax Marked(MethodDeclarationSyntax declaration, string name, AttributeSyntax? step, SyntaxTrivia end)
    {
        var attribute = SyntaxFactory.Attribute(SyntaxFactory.ParseName(name.Substring(0, name.Length - "Attribute".Length)), step?.ArgumentList?.WithoutTrivia());
        var leading = declaration.GetLeadingTrivia();
        var list = SyntaxFactory.AttributeList([attribute]).WithLeadingTrivia(leading).WithTrailingTrivia(end);
        var bare = declaration.WithLeadingTrivia(leading.Reverse().TakeWhile(t => t.IsKind(SyntaxKind.WhitespaceTrivia)));
        return bare.WithAttributeLists(bare.AttributeLists.Insert(0, list));
    }
}
