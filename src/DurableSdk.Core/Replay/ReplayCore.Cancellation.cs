using DurableSdk.Events;

namespace DurableSdk.Replay;

/// <summary>How a cancellation reaches the code: once, by what it waits for without a shield.</summary>
internal sealed partial class ReplayCore
{
    private readonly CancellationTokenSource _cancellation = new();

    /// <summary>Set in what a signal or an update calls.</summary>
    private readonly AsyncLocal<bool> _isHandling = new();

    private bool _cancelRequested;
    private string? _cancelReason;

    /// <summary>The sequence of the cancellation.</summary>
    private long _cancelledAt;

    /// <summary>Whether the method has yet to hear of it.</summary>
    private bool _isCancellationDue;

    /// <summary>Whether somebody, or the run's time limit, has asked the method to end.</summary>
    private bool IsCancelled => _cancelRequested || (_isTimedOut && _rules >= EngineRules.CancellationWaits);

    private void ApplyCancelRequested(CancelRequested e)
    {
        if (_hasEnded)
            _unused.Add(e);
        if (_cancelRequested)
        {
            EndHold();
            return;
        }

        _cancelRequested = true;
        _cancelReason = e.Reason;
        CancelPending();
        EndHold();
    }

    /// <summary>What the code waits for ends as cancelled, in the order of creation, and its token fires. What it begins after that runs normally.</summary>
    private void CancelPending()
    {
        var cut = _pending.Where(IsCutByCancellation).ToArray();
        foreach (var operation in cut)
            Settle(operation);
        _cancelledAt = LastSequence;
        _isCancellationDue = MayWait && !Array.Exists(cut, static operation => !operation.IsOfHandler);
        try
        {
            _cancellation.Cancel();
        }
        catch (AggregateException)
        {
            // A callback that the workflow registered on its token threw; the cancellation itself stands.
        }

        foreach (var operation in cut)
        {
            GiveUp(operation, _cancellation.Token);
            Enqueue(operation);
        }
    }

    /// <summary>The code is told that it is cancelled, and nothing of it begins any more.</summary>
    private void GiveUp(Operation operation, CancellationToken token)
    {
        operation.DeliverCancellation(token);
        if (operation is StepOperation { Handover: { } handover })
            handover.GivenUpAt = UtcNow;
    }

    /// <summary>Whether a cancellation that cuts nothing of the method's waits for what it begins next. One that has a token hears by that.</summary>
    private bool MayWait => !_hasEnded && !_setup.Definition.TakesCancellation && _rules >= EngineRules.CancellationWaits;

    /// <summary>After each event, once the code waits again: a cancellation that found only shielded work ends what the method waits for now.</summary>
    private void CancelWhatFollows()
    {
        if (!_isCancellationDue || _hasEnded || _error is not null || !_pending.Any(IsCutWhileDue))
            return;
        _scheduler.Run(static core => ((ReplayCore)core!).CancelIssued(), this);
        CheckConditions();
    }

    /// <summary>The event that is being applied let the code issue them, so nobody has begun any of them, and nothing of them will be recorded.</summary>
    private void CancelIssued()
    {
        CompilerServices.WorkflowScope.Enter(_scope);
        _isCancellationDue = false;
        foreach (var operation in _pending.Where(IsCutWhileDue).ToArray())
        {
            Settle(operation);
            operation.DeliverCancellation(_cancellation.Token);
            operation.MarkNeverBegun();
            if (operation is StepOperation step)
                ForgetClaim(step);
        }
    }

    /// <summary>One that the code hasn't heard of is the next run's, where it goes on as another.</summary>
    private IEnumerable<(long Sequence, RunEvent Message)> UnseenCancellation() =>
        _isCancellationDue && _cancelRequested ? [(_cancelledAt, new CancelRequested(_cancelReason))] : [];

    private static bool IsCutByCancellation(Operation operation) => operation is { EndsWithCancellation: true, IsShielded: false };

    /// <summary>What a message has begun isn't what the method waits for.</summary>
    private static bool IsCutWhileDue(Operation operation) => IsCutByCancellation(operation) && !operation.IsOfHandler;
}
