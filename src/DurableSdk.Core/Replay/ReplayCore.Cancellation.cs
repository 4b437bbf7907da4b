using DurableSdk.Events;

namespace DurableSdk.Replay;

/// <summary>How a cancellation reaches the code: once, by what it waits for without a shield.</summary>
internal sealed partial class ReplayCore
{
    private readonly CancellationTokenSource _cancellation = new();
    private bool _cancelRequested;
    private string? _cancelReason;

    /// <summary>Whether the code has yet to hear of it: nothing was pending that a cancellation ends, and the code has no token to look at.</summary>
    private bool _isCancellationDue;

    private void ApplyCancelRequested(CancelRequested e)
    {
        if (_hasEnded)
            _unused.Add(e);
        if (_cancelRequested)
            return;
        _cancelRequested = true;
        _cancelReason = e.Reason;
        CancelPending();
    }

    /// <summary>What the code waits for ends as cancelled, in the order of creation, and its token fires. What it begins after that runs normally.</summary>
    private void CancelPending()
    {
        var cut = TakeUnshielded();
        _isCancellationDue = cut.Length == 0 && !_hasEnded && !_setup.Definition.TakesCancellation && _rules >= EngineRules.CancellationWaits;
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
            operation.DeliverCancellation(_cancellation.Token);
            Enqueue(operation);
        }
    }

    /// <summary>After each event, once the code waits again: a cancellation that found only shielded work ends what the code waits for now.</summary>
    private void CancelWhatFollows()
    {
        if (!_isCancellationDue || _hasEnded || _error is not null || !_pending.Any(IsCutByCancellation))
            return;
        _scheduler.Run(static core => ((ReplayCore)core!).CancelIssued(), this);
        CheckConditions();
    }

    /// <summary>The event that is being applied let the code issue them, so nobody has begun any of them, and nothing of them will be recorded.</summary>
    private void CancelIssued()
    {
        CompilerServices.WorkflowScope.Enter(_scope);
        _isCancellationDue = false;
        foreach (var operation in TakeUnshielded())
        {
            operation.DeliverCancellation(_cancellation.Token);
            operation.MarkClosed();
        }
    }

    /// <summary>One that the code hasn't heard of is the next run's, where it goes on as another.</summary>
    private CancelRequested[] UnseenCancellation() => _isCancellationDue && _cancelRequested ? [new CancelRequested(_cancelReason)] : [];

    private Operation[] TakeUnshielded()
    {
        var cut = _pending.Where(IsCutByCancellation).ToArray();
        foreach (var operation in cut)
            Settle(operation);
        return cut;
    }

    private static bool IsCutByCancellation(Operation operation) => operation is { EndsWithCancellation: true, IsShielded: false };
}
