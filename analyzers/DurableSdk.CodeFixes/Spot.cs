using DurableSdk.CodeFixes.Rewriting;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace DurableSdk.CodeFixes;

/// <summary>Where a finding stands, in the state that the solution is in.</summary>
internal sealed class Spot
{
    private readonly List<string> _imports = [];

    private Spot(Document document, SyntaxNode root, SemanticModel model, SyntaxNode node, string rule, CancellationToken cancel) =>
        (Document, Root, Model, Node, Rule, Cancel) = (document, root, model, node, rule, cancel);

    public Document Document { get; }

    public SyntaxNode Root { get; }

    public SemanticModel Model { get; }

    /// <summary>The innermost node of the reported place.</summary>
    public SyntaxNode Node { get; }

    public string Rule { get; }

    public CancellationToken Cancel { get; }

    /// <summary>The expression that the finding is about: a value, never a type's or an argument's name.</summary>
    public ExpressionSyntax? Expression
    {
        get
        {
            var expression = Node.FirstAncestorOrSelf<ExpressionSyntax>();
            if (expression is SimpleNameSyntax { Parent: MemberAccessExpressionSyntax access } && access.Name == expression)
                expression = access;
            return expression is null or OmittedArraySizeExpressionSyntax { } || expression.Parent is NameColonSyntax or NameEqualsSyntax or MemberBindingExpressionSyntax
                || expression is TypeSyntax and not NameSyntax || SyntaxFacts.IsInNamespaceOrTypeContext(expression) || SyntaxFacts.IsAttributeName(expression)
                ? null
                : expression;
        }
    }

    /// <summary>What the expression calls or reads.</summary>
    public ISymbol? Symbol => Expression is { } expression ? Model.GetSymbolInfo(expression, Cancel).Symbol : null;

    public static async Task<Spot?> FindAsync(Document document, Diagnostic diagnostic, CancellationToken cancel)
    {
        if (await document.GetSyntaxRootAsync(cancel).ConfigureAwait(false) is not { } root || !root.FullSpan.Contains(diagnostic.Location.SourceSpan))
            return null;
        return await AtAsync(document, root.FindNode(diagnostic.Location.SourceSpan, getInnermostNodeForTie: true), diagnostic.Id, cancel).ConfigureAwait(false);
    }

    /// <summary>The spot of a node that carries an annotation; null if it is gone.</summary>
    public static async Task<Spot?> FindAsync(Document document, SyntaxAnnotation mark, string rule, CancellationToken cancel) =>
        await document.GetSyntaxRootAsync(cancel).ConfigureAwait(false) is { } root && root.GetAnnotatedNodes(mark).FirstOrDefault() is { } node
            ? await AtAsync(document, node, rule, cancel).ConfigureAwait(false)
            : null;

    /// <summary>Another node as the spot, in the same state.</summary>
    public Spot At(SyntaxNode node) => new(Document, Root, Model, node, Rule, Cancel);

    /// <summary>How a type is written here; what must be imported for it is imported with the change.</summary>
    public string Type(string fullName)
    {
        var name = TypeName.At(Model, Node.SpanStart, fullName);
        if (name.Import is { } import)
            Import(import);
        return name.Text;
    }

    /// <summary>Has a namespace imported with the change, for its extension methods.</summary>
    public void Import(string name) => _imports.Add(name);

    /// <summary>The change that puts an expression in another's place.</summary>
    public Repair Replace(string title, SyntaxNode node, string expression) =>
        Replace(title, node, SyntaxFactory.ParseExpression(expression).WithTriviaFrom(node));

    /// <summary>The change that puts a node in another's place.</summary>
    public Repair Replace(string title, SyntaxNode node, SyntaxNode replacement) => WithRoot(title, Root.ReplaceNode(node, replacement));

    /// <summary>The change to another tree of this file, which still imports what this one does.</summary>
    public Repair WithRoot(string title, SyntaxNode root) => new(title, Document.WithSyntaxRoot(Imported(root)).Project.Solution);

    /// <summary>The tree with what was asked to be imported.</summary>
    public SyntaxNode Imported(SyntaxNode root) => _imports.Distinct().Aggregate(root, (r, import) => Usings.Add(r, Model, Node.SpanStart, import));

    private static async Task<Spot?> AtAsync(Document document, SyntaxNode node, string rule, CancellationToken cancel) =>
        await document.GetSemanticModelAsync(cancel).ConfigureAwait(false) is { } model
            ? new Spot(document, model.SyntaxTree.GetRoot(cancel), model, node, rule, cancel)
            : null;
}
