using DurableSdk.Collections;
using DurableSdk.CompilerServices;
using DurableSdk.Errors;
using DurableSdk.Events;

namespace DurableSdk.Replay;

/// <summary>Workflows that the code calls.</summary>
internal sealed partial class ReplayCore
{
    /// <summary>Started by this run, not ended by what is known here, and not asked to stop.</summary>
    private LazySet<AwaitedChild> _running;

    /// <summary>What the code of a <see cref="Durable.Detach"/> has called; null outside of one.</summary>
    private List<DetachedChild>? _detaching;
    private long _forkedAt;

    /// <summary>The run that started this one as its child, or null.</summary>
    public ParentLink? Parent { get; private set; }

    public Task<TResult> CallWorkflow<TArguments, TResult>(ChildWorkflow<TArguments, TResult> child, CallSite site, TArguments arguments)
    {
        var id = NextId(site);
        if (!TryEncode(child.Arguments, arguments, $"the arguments of child {id}", out var encoded))
            return Never<TResult>();
        var call = new ChildCall(id, site.Source, child.Key, encoded, (Parent?.Depth ?? 0) + 1, _detaching is not null);
        if (_detaching is not null)
        {
            var detached = new DetachedChild<TArguments>(call, child.Arguments, _setup.Serializer);
            Issue(detached);
            _detaching.Add(detached);
            return Never<TResult>();
        }

        var operation = new AwaitedChild<TArguments, TResult>(call, child.Arguments, _setup.Serializer);
        Issue(operation);
        return operation.Task;
    }

    /// <summary>The work is called to hear what it calls; it never goes on.</summary>
    public Task<string> Detach(Func<Task> work)
    {
        EnsureMayAct("Durable.Detach");
        var outer = _detaching;
        var called = _detaching = [];
        try
        {
            _ = work();
        }
        finally
        {
            _detaching = outer;
        }

        if (called.Count == 1 && outer is null)
            return called[0].Started;
        Block(ReplayErrors.NotOneChild(_setup, called));
        return Never<string>();
    }

    /// <summary>The code doesn't go on: the run is blocked, or nobody waits for it.</summary>
    private static Task<TResult> Never<TResult>() => new TaskCompletionSource<TResult>().Task;

    private void ApplyChildStarted(ChildStarted e, long sequence)
    {
        var kind = e.IsDetached ? "detached child" : "child";
        if (!TryFind<ChildOperation>(e.Id, kind, e.Source, sequence, out var child))
            return;
        if (child.IsDetached != e.IsDetached)
            Block(ReplayErrors.NotIssued(_setup, sequence, kind, e.Id, e.Source, _pending));
        else if (child.RunId is { } runId)
            Refuse(sequence, $"it starts child {e.Id} a second time, which is run {runId}");
        else if (Compare(child, e.Arguments, e.Source, sequence))
            Start(child, e, sequence);
    }

    private void Start(ChildOperation child, ChildStarted e, long sequence)
    {
        child.StartedAt = sequence;
        if (child is DetachedChild detached)
        {
            if (!Close(detached, sequence) || detached.IsDelivered)
                return;
            detached.DeliverStarted(e.RunId);
            Settle(detached);
            return;
        }

        // What a fork has copied was started by its origin, which alone will hear of its end: the fork starts its own.
        if (sequence <= _forkedAt)
        {
            child.OriginsRunId = e.RunId;
        }
        else
        {
            child.RunId = e.RunId;
            _running.Add((AwaitedChild)child);
        }

        Enqueue(child);
    }

    private void ApplyChildCompleted(ChildCompleted e, long sequence)
    {
        if (EndedBy(e, sequence) is not { } child)
            return;
        try
        {
            child.DeliverResult(e.Result);
        }
        catch (DurableException error)
        {
            Block(error);
        }

        Settle(child);
    }

    private void ApplyChildFailed(ChildFailed e, long sequence)
    {
        if (EndedBy(e, sequence) is not { } child)
            return;
        child.DeliverFailure(_setup.Exceptions.Recreate(e));
        Settle(child);
    }

    /// <summary>The child that waits for its end; null where nobody does, or where it is the child of a run before this one, of which it goes on or is forked.</summary>
    private AwaitedChild? EndedBy(ChildEnded e, long sequence)
    {
        if (_operations.Find(e.Id) is not AwaitedChild child || !IsRunOf(child, e.RunId, sequence))
        {
            if (PreviousRunId is null && _forkedAt == 0)
                Refuse(sequence, $"it ends child {e.Id}, run {e.RunId}, which this run hasn't started");
            return null;
        }

        if (!Close(child, sequence))
            return null;
        _running.Remove(child);
        return child.IsDelivered ? null : child;
    }

    /// <summary>A child of a run before this one has the same id where it was called at the same place.</summary>
    private bool IsRunOf(AwaitedChild child, string runId, long sequence)
    {
        if (sequence > _forkedAt)
            return child.RunId == runId;
        return child.OriginsRunId == runId || _rules < EngineRules.ForksTellChildrenApart;
    }

    private void ApplyChildCancelRequested(ChildCancelRequested e, long sequence)
    {
        if (!TryFind<AwaitedChild>(e.Id, "child", "", sequence, out var child))
            return;
        child.IsCancelRequested = true;
        _running.Remove(child);
    }

    /// <summary>What the run's end does to its children, and whom it tells.</summary>
    private Command WithFamily(Command end)
    {
        CancelChild[] left = _running.Count == 0 ? [] : [.. _running.Items.OrderBy(child => child.StartedAt).Select(child => new CancelChild(child.Id, child.RunId!))];
        return end switch
        {
            FinishRun finish => finish with { Children = left, Told = ChildEnd.Of(Parent, FirstRunId, finish.Outcome), Parent = Parent },
            ContinueRun next => next with { Children = left, Parent = Parent },
            _ => end,
        };
    }
}
