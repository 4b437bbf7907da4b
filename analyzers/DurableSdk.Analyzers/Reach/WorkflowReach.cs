using System.Collections.Immutable;
using DurableSdk.Analyzers.Apis;
using DurableSdk.Analyzers.Checks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace DurableSdk.Analyzers.Reach;

/// <summary>All code of a compilation that workflows and steps reach, and what the checks found in it.</summary>
internal sealed class WorkflowReach
{
    private readonly Dictionary<SyntaxTree, List<Diagnostic>> _findings = [];
    private readonly Dictionary<SyntaxTree, List<TextSpan>> _workflowCode = [];

    private WorkflowReach(Explorer explorer)
    {
        // What a workflow and the making of its instance both reach is said once, with the way that was found first.
        foreach (var finding in explorer.Findings.GroupBy(f => (f.Id, f.Location)).Select(same => same.First()))
            ListOf(_findings, finding.Location.SourceTree!).Add(finding);
        foreach (var (body, code) in explorer.Bodies.Where(b => b.Body.Kind == BodyKind.Workflow))
        {
            foreach (var node in code)
                ListOf(_workflowCode, node.SyntaxTree).Add(node.Span);
        }
    }

    public IReadOnlyList<Diagnostic> FindingsIn(SyntaxTree tree) => _findings.TryGetValue(tree, out var found) ? found : [];

    /// <summary>Whether what stands there runs as a part of a workflow.</summary>
    public bool Contains(SyntaxTree tree, TextSpan span) => _workflowCode.TryGetValue(tree, out var code) && code.Any(c => c.Contains(span));

    public static WorkflowReach Explore(Compilation compilation, ApiTable apis, CheckTable checks, CancellationToken cancel)
    {
        var facts = new Facts(compilation, apis);
        var roots = Roots.Find(facts, cancel);
        var state = new ReachState(facts, new InjectedObjects(facts, roots.Workflows, cancel));
        var explorer = new Explorer(facts, checks, state, cancel);
        if (roots.Workflows.Count > 0)
        {
            explorer.Explore(roots.Workflows, BodyKind.Workflow);
            state.ReachedByWorkflows.UnionWith(explorer.Bodies.Select(b => b.Body.Member));
            explorer.Explore(ConstructorsOf(roots.Workflows), BodyKind.Construction);
        }

        if (checks.LooksAtSteps)
            explorer.Explore(roots.Steps, BodyKind.Step);
        return new WorkflowReach(explorer);
    }

    private static IEnumerable<ISymbol> ConstructorsOf(IEnumerable<IMethodSymbol> workflows) => workflows
        .Where(w => !w.IsStatic)
        .SelectMany(w => w.ContainingType.InstanceConstructors.Where(c => !c.IsImplicitlyDeclared || c.ContainingType.InstanceConstructors.Length == 1))
        .Distinct<ISymbol>(SymbolEqualityComparer.Default);

    private static List<T> ListOf<T>(Dictionary<SyntaxTree, List<T>> lists, SyntaxTree tree) =>
        lists.TryGetValue(tree, out var list) ? list : lists[tree] = [];
}
