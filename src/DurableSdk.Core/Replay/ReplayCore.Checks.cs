using System.Diagnostics.CodeAnalysis;
using DurableSdk.Errors;
using DurableSdk.Events;

namespace DurableSdk.Replay;

/// <summary>What a run may not do, and what the log and the code must agree on.</summary>
internal sealed partial class ReplayCore
{
    /// <summary>Stands in the place of an error once the core is thrown away. Nobody reads it.</summary>
    private static readonly DurableException Dropped = new("DS1003", "The run was dropped from memory.");

    private DurableException? _error;
    private volatile DurableException? _violation;

    /// <summary>
    /// The core is thrown away. Nothing durable can make its code go on any more: if it goes on all the same, or has just done so and nobody
    /// has asked since, it awaited something foreign, and <see cref="RunSetup.OnLateViolation"/> is told.
    /// </summary>
    public void Dispose()
    {
        var error = Interlocked.CompareExchange(ref _error, Dropped, null);
        if (error is not null && error == _violation && !_isBlockTaken && (!IsFinished || IsLostCall(error)))
            _setup.OnLateViolation?.Invoke(error);
        _cancellation.Dispose();
    }

    /// <summary>Called from any thread by code that belongs to the run; null while it is on the run's scheduler.</summary>
    public DurableException? FindLeft()
    {
        if (_scheduler.IsCurrent)
            return null;
        var error = ReplayErrors.LeftScheduler(_setup);
        Violate(error);
        return error;
    }

    private void ForeignPost() => Violate(ReplayErrors.ForeignPost(_setup));

    private void Violate(DurableException error)
    {
        Interlocked.CompareExchange(ref _violation, error, null);
        var first = Interlocked.CompareExchange(ref _error, _violation, null);
        if (first is null)
            _setup.OnViolation?.Invoke();
        else if (first == Dropped && (!_hasEnded || IsLostCall(error)))
            _setup.OnLateViolation?.Invoke(error);
    }

    /// <summary>What a run that has ended no longer waits for may end when it likes; what it still calls is lost, and somebody has to hear of it.</summary>
    private static bool IsLostCall(DurableException error) => error.Code == "DS1003";

    /// <summary>Nothing runs, nothing durable is pending, and the method hasn't ended: it awaits something that the log can't bring.</summary>
    private void CheckIdle()
    {
        var cancellationCanCome = _setup.Definition.TakesCancellation && !_cancelRequested;
        if (_root is null || _hasEnded || IsFinished || cancellationCanCome || _setup.Definition.HandlesMessages)
            return;
        if (_pending.Count == 0)
            Block(ReplayErrors.ForeignAwait(_setup));
        else if (_pending.Count <= _conditions.Count && _pending.All(operation => operation is ConditionOperation { HasLimit: false }))
            Block(ReplayErrors.NeverHolds(_setup, _pending));
    }

    /// <summary>The first error stands.</summary>
    private void Block(DurableException error) => Interlocked.CompareExchange(ref _error, error, null);

    /// <summary>What no engine has written in such an order, whatever the checksums say; null where it may be.</summary>
    private string? WhyOutOfPlace(RunEvent e) => e switch
    {
        _ when IsFinished => "it follows the run's end",
        WorkflowStarted when HasBegun => "the run begins a second time",
        WorkflowStarted started when new Storage.WorkflowKey(started.Workflow, started.Version) != Workflow =>
            $"it begins {started.Workflow} version {started.Version}, and the run's record says {Workflow.Name} version {Workflow.Version}",
        not WorkflowStarted when !HasBegun => "the run doesn't begin with it",
        DamagedEvent => "it stands for one that is damaged",
        _ => null,
    };

    /// <summary>For what only a damaged log can hold.</summary>
    private bool Refuse(long sequence, string how)
    {
        Block(LogErrors.Damaged(RunId, sequence, how));
        return false;
    }

    private bool TryFind<TOperation>(string id, string kind, string source, long sequence, [NotNullWhen(true)] out TOperation? found)
        where TOperation : Operation
    {
        found = _operations.Find(id) as TOperation;
        if (found is { IsNeverBegun: false })
            return true;
        Block(_hasEnded
            ? ReplayErrors.EndsEarlier(_setup, sequence, kind, id, source)
            : ReplayErrors.NotIssued(_setup, sequence, kind, id, source, _pending));
        return false;
    }
}
