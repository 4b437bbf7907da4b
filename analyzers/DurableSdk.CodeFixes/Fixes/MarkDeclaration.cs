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
            if (declared.DeclaringSyntaxReferences.FirstOrDefault() is not { } reference
                || spot.Document.Project.Solution.GetDocument(reference.SyntaxTree) is not { } document
                || await reference.GetSyntaxAsync(spot.Cancel).ConfigureAwait(false) is not MethodDeclarationSyntax declaration
                || await document.GetSemanticModelAsync(spot.Cancel).ConfigureAwait(false) is not { } model)
                continue;
            var name = TypeName.At(model, declaration.SpanStart, WellKnown.StepAttribute);
            var root = model.SyntaxTree.GetRoot(spot.Cancel);
            var changed = root.ReplaceNode(declaration, Marked(declaration, name.Text, StepParser.FindAttribute(step)?.ApplicationSyntaxReference?.GetSyntax(spot.Cancel) as AttributeSyntax));
            return new Repair(Title, document.WithSyntaxRoot(name.Import is { } import ? Usings.Add(changed, model, declaration.SpanStart, import) : changed).Project.Solution);
        }

        return null;
    }

    /// <summary>What the reported method, or a method of the reported type, stands for and that isn't marked.</summary>
    private static IEnumerable<(IMethodSymbol Step, IMethodSymbol Declared)> Declarations(Spot spot)
    {
        IEnumerable<IMethodSymbol> methods = spot.Model.GetDeclaredSymbol(spot.Node, spot.Cancel) switch
        {
            IMethodSymbol method => [method],
            INamedTypeSymbol type => type.AllInterfaces.SelectMany(i => i.GetMembers()).Select(m => type.FindImplementationForInterfaceMember(m)).OfType<IMethodSymbol>(),
            _ => [],
        };
        var within = (spot.Model.GetDeclaredSymbol(spot.Node, spot.Cancel) as INamedTypeSymbol) ?? methods.FirstOrDefault()?.ContainingType;
        return methods
            .Where(m => StepParser.FindAttribute(m) is not null)
            .SelectMany(m => Interfaces.ImplementedBy(m, within!).Concat(m.OverriddenMethod is { } overridden ? [overridden] : []).Select(d => (m, d.OriginalDefinition)))
            .Where(d => StepParser.FindAttribute(d.OriginalDefinition) is null);
    }

    private static MethodDeclarationSyntax Marked(MethodDeclarationSyntax declaration, string name, AttributeSyntax? step)
    {
        var attribute = SyntaxFactory.Attribute(SyntaxFactory.ParseName(name.EndsWith("Attribute", StringComparison.Ordinal) ? name.Substring(0, name.Length - "Attribute".Length) : name), step?.ArgumentList?.WithoutTrivia());
        var leading = declaration.GetLeadingTrivia();
        var indent = leading.Reverse().TakeWhile(t => t.IsKind(SyntaxKind.WhitespaceTrivia));
        var list = SyntaxFactory.AttributeList([attribute]).WithLeadingTrivia(leading).WithTrailingTrivia(EndOfLine.Of(declaration.SyntaxTree.GetRoot()));
        var bare = declaration.WithLeadingTrivia(indent);
        return bare.WithAttributeLists(bare.AttributeLists.Insert(0, list));
    }
}
