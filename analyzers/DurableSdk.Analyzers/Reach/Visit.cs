using DurableSdk.Analyzers.Apis;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace DurableSdk.Analyzers.Reach;

/// <summary>The look at one body: what a check may ask, and where it reports.</summary>
internal sealed class Visit(Body body, Facts facts, ReachState state, CancellationToken cancel)
{
    private readonly List<Diagnostic> _findings = [];
    private readonly Dictionary<IOperation, ControlFlowGraph?> _flows = [];

    public Body Body { get; } = body;

    public Facts Facts { get; } = facts;

    /// <summary>What the bodies of the whole search share.</summary>
    public ReachState State { get; } = state;

    public CancellationToken Cancel { get; } = cancel;

    public IReadOnlyList<Diagnostic> Findings => _findings;

    /// <summary>The flow of a member's whole code, made once for all the variables that are followed in it; null where it has none.</summary>
    public ControlFlowGraph? FlowOf(IOperation code)
    {
        if (!_flows.TryGetValue(code, out var flow))
            _flows.Add(code, flow = MakeFlow(code));
        return flow;
    }

    /// <summary>Whether the table of APIs speaks of a member where it is used.</summary>
    public bool IsKnownApi(IOperation use) =>
        use is IMemberReferenceOperation { Member: var member } && Facts.ApiOf(member, Receivers.Of(use)?.Type) is { Rule: not ApiEntry.Safe };

    /// <summary>Reports at the place where it happens. The chain that leads here becomes the message's last argument.</summary>
    public void Report(DiagnosticDescriptor rule, SyntaxNode at, params object[] arguments) => Report(rule, at.GetLocation(), arguments);

    /// <summary>Reports at a keyword, where the node is too long to underline.</summary>
    public void Report(DiagnosticDescriptor rule, SyntaxToken at, params object[] arguments) => Report(rule, at.GetLocation(), arguments);

    private ControlFlowGraph? MakeFlow(IOperation code) => code switch
    {
        IMethodBodyOperation body => ControlFlowGraph.Create(body, Cancel),
        IConstructorBodyOperation body => ControlFlowGraph.Create(body, Cancel),
        IBlockOperation body => ControlFlowGraph.Create(body, Cancel),
        _ => null,
    };

    private void Report(DiagnosticDescriptor rule, Location at, object[] arguments) =>
        _findings.Add(Diagnostic.Create(rule, at, [.. arguments, Body.ChainText]));
}
