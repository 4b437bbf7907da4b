using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace DurableSdk.Generators.Graphs;

/// <summary>What a block's operations begin and await. The value of an operation is what was begun for it.</summary>
internal sealed partial class FunctionWalk
{
    private readonly Dictionary<object, HashSet<Pass>> _held = [];
    private readonly HashSet<Pass> _failing = [];
    private bool _isAlone;

    private HashSet<Pass> Visit(IOperation operation, Flow flow, bool isReturned = false)
    {
        switch (operation)
        {
            case IAwaitOperation awaited:
                Await(awaited.Operation, flow);
                return [];
            case IFlowAnonymousFunctionOperation lambda:
                return Lambda(lambda, flow);
            case IInvocationOperation call:
                return Invoke(call, flow, isReturned);
            case ISimpleAssignmentOperation { Target: ILocalReferenceOperation target } assignment:
                return Hold(target.Local, Visit(assignment.Value, flow));
            case IFlowCaptureOperation capture:
                // Kept by the compiler between the branches of one expression.
                return Hold(capture.Id, Visit(capture.Value, flow, isReturned: true));
            case ILocalReferenceOperation local:
                return Held(local.Local);
            case IFlowCaptureReferenceOperation capture:
                return Held(capture.Id);
            default:
                return VisitChildren(operation, flow, isReturned);
        }
    }

    private HashSet<Pass> VisitChildren(IOperation operation, Flow flow, bool isReturned = false)
    {
        var begun = new HashSet<Pass>();
        foreach (var child in operation.ChildOperations)
            begun.UnionWith(Visit(child, flow, isReturned));
        return begun;
    }

    private HashSet<Pass> Invoke(IInvocationOperation call, Flow flow, bool isReturned)
    {
        var begun = VisitChildren(call, flow);
        var kind = _isAlone || isReturned ? EdgeKind.Next : EdgeKind.Parallel;
        if (graph.SiteOf(call.Syntax) is { } site)
            begun.UnionWith(Begin(site, kind, flow));
        else if (FunctionOf(call) is { } function)
            begun.UnionWith(Begin(function, kind, flow));
        return begun;
    }

    private FunctionWalk? FunctionOf(IInvocationOperation call) => call.TargetMethod.MethodKind switch
    {
        MethodKind.LocalFunction => graph.LocalFunction(call.TargetMethod, code),
        MethodKind.Ordinary => graph.FunctionOf(call.TargetMethod),
        _ => null,
    };

    private HashSet<Pass> Begin(GraphSite site, EdgeKind kind, Flow flow)
    {
        var state = graph.StateOf(site);
        foreach (var pass in flow.At)
            Connect(pass, state, kind);
        HashSet<Pass> begun = [new Pass(state, false)];
        flow.Started.UnionWith(begun);
        _failing.UnionWith(begun);
        return begun;
    }

    private HashSet<Pass> Begin(FunctionWalk function, EdgeKind kind, Flow flow)
    {
        var summary = function.Summary;
        if (summary.Heads.Count == 0)
            return [];
        foreach (var (state, headKind) in summary.Heads.ToList())
        {
            foreach (var pass in flow.At)
                Connect(pass, state, kind == EdgeKind.Parallel ? kind : headKind);
        }

        var begun = new HashSet<Pass>(summary.Exits.SelectMany(p => p.State == Pass.Entry.State ? flow.At : [p]));
        flow.Started.UnionWith(begun);
        _failing.UnionWith(summary.Failing.Select(state => new Pass(state, false)));
        return begun;
    }

    /// <summary>A lambda runs where it stands, as often as it likes; some takers call it just once.</summary>
    private HashSet<Pass> Lambda(IFlowAnonymousFunctionOperation lambda, Flow flow)
    {
        var function = graph.Lambda(lambda, code);
        var name = TakerOf(lambda)?.Name;
        var begun = Begin(function, IsCalledOnce(name) ? EdgeKind.Next : EdgeKind.Parallel, flow);
        if (begun.Count == 0 || name is null || IsCalledOnce(name))
            return begun;
        if (name == "ForEachAsync")
        {
            foreach (var (state, _) in function.Summary.Heads.ToList())
            {
                foreach (var pass in function.Summary.Exits.Where(p => p.State != Pass.Entry.State).ToList())
                    Connect(pass, state, EdgeKind.Next);
            }
        }

        begun.UnionWith(flow.At);
        flow.Started.UnionWith(flow.At);
        return begun;
    }

    private static bool IsCalledOnce(string? taker) => taker is "Shield" or WellKnownNames.Detach;

    /// <summary>The method that a lambda is passed to; null where it is kept.</summary>
    private static IMethodSymbol? TakerOf(IOperation lambda)
    {
        var parent = lambda.Parent;
        while (parent is IDelegateCreationOperation or IConversionOperation or IArgumentOperation)
            parent = parent.Parent;
        return (parent as IInvocationOperation)?.TargetMethod;
    }

    private void Await(IOperation operand, Flow flow)
    {
        var wasAlone = _isAlone;
        _isAlone = CountCalls(operand) == 1;
        var before = flow.Copy();
        var begun = Visit(operand, flow);
        _isAlone = wasAlone;
        // Of a task that isn't known here, all that runs may be a part.
        var joined = new HashSet<Pass>((begun.Count == 0 ? flow.Started : begun).Where(flow.Started.Contains));
        if (joined.Count == 0)
            return;
        flow.Started.ExceptWith(joined);
        _failing.UnionWith(joined.Where(p => p.State != Pass.Entry.State));
        // What was passed since they began is passed too.
        foreach (var pass in flow.At)
        {
            if (before.Started.Overlaps(joined) && !joined.Any(j => LeadsTo(pass.State, j.State)))
                joined.Add(pass);
        }

        flow.MoveTo(joined);
    }

    private bool LeadsTo(int from, int to) => from == Pass.Entry.State
        ? Summary.Heads.Any(h => h.State == to)
        : graph.Edges.Any(e => e.From == from && e.To == to);

    private void Connect(Pass from, int to, EdgeKind kind)
    {
        if (from.HasFailed)
            kind = EdgeKind.Failure;
        if (from.State == Pass.Entry.State)
            Summary.Heads.Add((to, kind));
        else
            graph.Edges.Add((from.State, to, kind));
    }

    /// <summary>How much of it is durable: calls that are awaited within don't count, and a lambda may be called often.</summary>
    private int CountCalls(IOperation operation)
    {
        var count = operation switch
        {
            IInvocationOperation call when graph.SiteOf(call.Syntax) is not null || FunctionOf(call) is { Summary.Heads.Count: > 0 } => 1,
            IFlowAnonymousFunctionOperation lambda when graph.Lambda(lambda, code).Summary.Heads.Count > 0 => IsCalledOnce(TakerOf(lambda)?.Name) ? 1 : 2,
            _ => 0,
        };
        return count + operation.ChildOperations.Where(child => child is not IAwaitOperation).Sum(CountCalls);
    }

    private bool HasDurable(IOperation operation) => CountCalls(operation) > 0 || operation.Descendants().OfType<IAwaitOperation>().Any(a => CountCalls(a.Operation) > 0);

    private HashSet<Pass> Hold(object holder, HashSet<Pass> begun)
    {
        if (begun.Count > 0)
            Held(holder).UnionWith(begun);
        return begun;
    }

    private HashSet<Pass> Held(object holder)
    {
        if (!_held.TryGetValue(holder, out var held))
            _held.Add(holder, held = []);
        return held;
    }
}
