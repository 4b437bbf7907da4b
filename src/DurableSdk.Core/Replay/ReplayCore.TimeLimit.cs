using DurableSdk.Events;

namespace DurableSdk.Replay;

/// <summary>The workflow's own timeout: a timer that no code awaits, and that cancels the run's code when it fires.</summary>
internal sealed partial class ReplayCore
{
    /// <summary>No call site's id looks like it.</summary>
    public const string TimeLimitId = "Timeout";

    /// <summary>Not among the pending operations: it brings nothing that the code could wait for.</summary>
    private void StartTimeLimit()
    {
        if (_setup.Definition.Timeout is not { } timeout)
            return;
        var operation = new TimeLimitOperation(CallOf(TimeLimitId, new CompilerServices.CallSite(TimeLimitId, _setup.Definition.Method), TextOf(timeout), timeout, null));
        _operations.Add(operation);
        Enqueue(operation);
    }

    /// <summary>The limit was taken away after the run started: its timer is given up.</summary>
    private void ForgetTimeLimit(TimerStarted e)
    {
        if (e.Id != TimeLimitId || _operations.Contains(TimeLimitId))
            return;
        var operation = new TimeLimitOperation(new TimerCall(e.Id, e.Source, e.Arguments, null, e.DueAt));
        _operations.Add(operation);
        operation.DeliverFired();
    }

    private void ApplyTimeLimit()
    {
        if (_cancelRequested || _isTimedOut || _hasEnded)
            return;
        _isTimedOut = true;
        CancelPending();
    }

    private TimeoutException TimedOut() => new($"The run took longer than the timeout of {_setup.Definition.Key.Name}, {_setup.Definition.Timeout}.");

    private sealed class TimeLimitOperation(TimerCall call) : TimerOperation(call)
    {
        /// <summary>A limit that was changed meanwhile holds for new runs.</summary>
        public override bool ArgumentsMatch(ReadOnlyMemory<byte> recorded) => true;

        public override void DeliverFired() => IsDelivered = true;

        public override void DeliverCancellation(CancellationToken token) => IsDelivered = true;
    }
}
