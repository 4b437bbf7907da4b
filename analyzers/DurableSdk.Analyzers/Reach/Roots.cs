using DurableSdk.Generators.Parsing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace DurableSdk.Analyzers.Reach;

/// <summary>Where a search begins: the workflows and the steps of this compilation, found by the names of their attributes.</summary>
internal sealed class Roots
{
    private Roots(List<IMethodSymbol> workflows, List<IMethodSymbol> steps)
    {
        Workflows = workflows;
        Steps = steps;
    }

    public IReadOnlyList<IMethodSymbol> Workflows { get; }

    public IReadOnlyList<IMethodSymbol> Steps { get; }

    public static Roots Find(Facts facts, CancellationToken cancel)
    {
        var workflows = new List<IMethodSymbol>();
        var steps = new List<IMethodSymbol>();
        foreach (var tree in facts.Compilation.SyntaxTrees)
        {
            cancel.ThrowIfCancellationRequested();
            if (MemberSyntax.IsGenerated(tree))
                continue;
            SemanticModel? model = null;
            foreach (var method in Candidates(tree, cancel))
            {
                model ??= facts.Compilation.GetSemanticModel(tree);
                if (model.GetDeclaredSymbol(method, cancel) is not { } symbol)
                    continue;
                if (facts.IsWorkflow(symbol) || SignalParser.AttributeOf(symbol) is not null || UpdateParser.AttributeOf(symbol) is not null)
                    workflows.Add(symbol);
                else if (facts.IsStep(symbol) && !symbol.IsAbstract)
                    steps.Add(symbol);
            }
        }

        steps.AddRange(CompensationsOf(steps, facts));
        return new Roots(workflows, steps);
    }

    /// <summary>Methods that undo a step run as steps do, and needn't carry an attribute.</summary>
    private static List<IMethodSymbol> CompensationsOf(List<IMethodSymbol> steps, Facts facts) => steps
        .SelectMany(step => StepParser.FindAttribute(step)?.NamedArguments.FirstOrDefault(a => a.Key == "Compensate").Value.Value is string name
            ? step.ContainingType.GetMembers(name).OfType<IMethodSymbol>()
            : [])
        .Where(method => !method.IsAbstract && !facts.IsStep(method) && !facts.IsWorkflow(method))
        .Distinct<IMethodSymbol>(SymbolEqualityComparer.Default)
        .ToList();

    /// <summary>Methods that carry an attribute, override or may implement something: an attribute may stand on what they stand for.</summary>
    private static IEnumerable<MethodDeclarationSyntax> Candidates(SyntaxTree tree, CancellationToken cancel) => tree.GetRoot(cancel)
        .DescendantNodes(static n => n is CompilationUnitSyntax or BaseNamespaceDeclarationSyntax or TypeDeclarationSyntax)
        .OfType<MethodDeclarationSyntax>()
        .Where(static m => (MayBeTask(m.ReturnType) || m.AttributeLists.Count > 0) && (m.Body ?? (SyntaxNode?)m.ExpressionBody) is not null);

    /// <summary>Steps and workflows return a task; an alias may hide it.</summary>
    private static bool MayBeTask(TypeSyntax type) => type is not PredefinedTypeSyntax and not ArrayTypeSyntax and not TupleTypeSyntax;
}
