using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace DurableSdk.Generators.Graphs;

/// <summary>One function's code, block by block, until nothing new is found: what may have been passed where.</summary>
internal sealed partial class FunctionWalk(GraphBuilder graph, ControlFlowGraph code, bool isAsync)
{
    private readonly Dictionary<int, Flow> _into = [];
    private readonly Dictionary<int, HashSet<int>> _afterFinally = [];
    private bool _isWalking;
    private bool _hasNews;

    public FunctionSummary Summary { get; } = new();

    public void Walk()
    {
        if (_isWalking)
            return;
        _isWalking = true;
        Enter(code.Blocks[0].Ordinal, Flow.Of([Pass.Entry], []));
        do
        {
            _hasNews = false;
            foreach (var block in code.Blocks)
            {
                if (_into.TryGetValue(block.Ordinal, out var into))
                    Walk(block, into);
            }
        }
        while (_hasNews);
        _isWalking = false;
    }

    private void Walk(BasicBlock block, Flow into)
    {
        var flow = into.Copy();
        _failing.Clear();
        foreach (var operation in block.Operations)
            Visit(operation, flow);
        if (block.BranchValue is { } value)
            Visit(value, flow, isReturned: true);
        Summary.Failing.UnionWith(_failing.Select(f => f.State));
        Raise(block.EnclosingRegion, _failing.Select(f => f.Failed), into, flow.Started);
        // Where the condition is a constant, one of both ways is never taken: while (true).
        var taken = block.BranchValue?.ConstantValue is { HasValue: true, Value: bool constant } ? constant
            : graph.IsUnpatched && IsPatched(block.BranchValue) ? false
            : (bool?)null;
        var isWhenTrue = block.ConditionKind == ControlFlowConditionKind.WhenTrue;
        if (taken is null || taken == isWhenTrue)
            Follow(block, block.ConditionalSuccessor, flow);
        if (taken is null || taken != isWhenTrue || block.ConditionKind == ControlFlowConditionKind.None)
            Follow(block, block.FallThroughSuccessor, flow);
    }

    private void Follow(BasicBlock block, ControlFlowBranch? branch, Flow flow)
    {
        switch (branch?.Semantics)
        {
            case ControlFlowBranchSemantics.Regular or ControlFlowBranchSemantics.Return when branch.Destination is { } destination:
                Go([.. branch.FinallyRegions.Select(f => f.FirstBlockOrdinal), destination.Ordinal], flow);
                break;
            case ControlFlowBranchSemantics.StructuredExceptionHandling:
                LeaveFinally(block, flow);
                break;
            case ControlFlowBranchSemantics.Throw when block.BranchValue is { } thrown && IsContinueAsNew(thrown):
                Go([code.Blocks[code.Blocks.Length - 1].Ordinal], flow);
                break;
        }
    }

    /// <summary>To a block by way of the finally blocks before it, each of which leads to the next.</summary>
    private void Go(List<int> way, Flow flow)
    {
        for (var i = 0; i + 1 < way.Count; i++)
        {
            if (!_afterFinally.TryGetValue(way[i], out var next))
                _afterFinally.Add(way[i], next = []);
            _hasNews |= next.Add(way[i + 1]);
        }

        Enter(way[0], flow);
    }

    /// <summary>What came in by a failure goes out by it.</summary>
    private void LeaveFinally(BasicBlock block, Flow flow)
    {
        var region = block.EnclosingRegion;
        while (region is { Kind: not ControlFlowRegionKind.Finally })
            region = region.EnclosingRegion;
        if (region is null)
            return;
        if (_afterFinally.TryGetValue(region.FirstBlockOrdinal, out var next))
        {
            foreach (var ordinal in next.ToList())
                Enter(ordinal, Flow.Of(flow.At.Where(p => !p.HasFailed), flow.Started));
        }

        Raise(region.EnclosingRegion, flow.At.Where(p => p.HasFailed), null, flow.Started);
    }

    private void Enter(int ordinal, Flow flow)
    {
        if (code.Blocks[ordinal].Kind == BasicBlockKind.Exit)
            // A method that isn't async gives the task that it has begun to who awaits it.
            Summary.Exits.UnionWith(isAsync || flow.Started.Count == 0 ? flow.At : flow.Started);
        if (!_into.TryGetValue(ordinal, out var into))
            _into.Add(ordinal, into = new Flow());
        _hasNews |= into.Add(flow);
    }

    /// <summary>From what fails in a region to its handlers, and to those around it unless one catches all.</summary>
    private void Raise(ControlFlowRegion? region, IEnumerable<Pass> failing, Flow? into, IEnumerable<Pass> started)
    {
        var points = new HashSet<Pass>(failing);
        // Around the root of a lambda lie the regions of the code that it stands in.
        for (; region is { Kind: not ControlFlowRegionKind.Root }; region = region.EnclosingRegion)
        {
            if (region.Kind != ControlFlowRegionKind.Try || region.EnclosingRegion is not { } whole)
                continue;
            // Where nothing durable can fail, something else may.
            if (into is not null && !HasDurable(region))
                points.UnionWith(into.At.Select(p => p.Failed));
            if (points.Count == 0)
                continue;
            foreach (var handler in whole.NestedRegions.Where(r => r != region))
                Enter(handler.FirstBlockOrdinal, Flow.Of(points, started));
            if (whole.Kind == ControlFlowRegionKind.TryAndFinally || whole.NestedRegions.Any(CatchesAll))
                return;
        }
    }

    private bool HasDurable(ControlFlowRegion region)
    {
        for (var i = region.FirstBlockOrdinal; i <= region.LastBlockOrdinal; i++)
        {
            var block = code.Blocks[i];
            if (block.Operations.Any(HasDurable) || (block.BranchValue is { } value && HasDurable(value)))
                return true;
        }

        return false;
    }

    private static bool CatchesAll(ControlFlowRegion region) =>
        region.Kind == ControlFlowRegionKind.Catch
        && (region.ExceptionType is null || region.ExceptionType.SpecialType == SpecialType.System_Object || Parsing.ExceptionTypes.IsExactlyException(region.ExceptionType));

    private static bool IsPatched(IOperation? value) =>
        value is IInvocationOperation { TargetMethod: { Name: WellKnownNames.Patched, ContainingType: var type } } && type.ToDisplayString() == WellKnownNames.Durable;

    private static bool IsContinueAsNew(IOperation thrown) =>
        thrown.DescendantsAndSelf().Any(o => o.Type is { Name: "ContinueAsNewException", ContainingNamespace.Name: "DurableSdk" });
}
