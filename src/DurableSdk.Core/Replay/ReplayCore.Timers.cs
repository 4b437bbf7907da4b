using DurableSdk.Events;

namespace DurableSdk.Replay;

/// <summary>What the log says of sleeps and time limits.</summary>
internal sealed partial class ReplayCore
{
    private void ApplyTimerStarted(TimerStarted e, long sequence)
    {
        ForgetTimeLimit(e);
        if (!TryFind<TimerOperation>(e.Id, "timer", e.Source, sequence, out var timer) || !IsInTurn(timer, hasBegun: false, sequence) || !Compare(timer, e.Arguments, e.Source, sequence))
            return;
        timer.DueAt = e.DueAt;
        Enqueue(timer);
    }

    private void ApplyTimerFired(TimerFired e, long sequence)
    {
        if (!TryFind<TimerOperation>(e.Id, "timer", "", sequence, out var timer) || !IsInTurn(timer, hasBegun: true, sequence) || !Close(timer, sequence) || timer.IsDelivered)
            return;
        if (timer.DueAt > UtcNow)
            UtcNow = timer.DueAt;
        timer.DeliverFired();
        Settle(timer);
        if (timer is TimeoutOperation timeout)
            GiveUp(timeout.Awaited);
        else if (timer is TimeLimitOperation)
            ApplyTimeLimit();
    }

    private void ApplyTimerCanceled(TimerCanceled e, long sequence)
    {
        if (TryFind<TimerOperation>(e.Id, "timer", "", sequence, out var timer) && IsInTurn(timer, hasBegun: true, sequence))
            Close(timer, sequence);
    }

    /// <summary>A timer begins once, and what fires or is given up has begun.</summary>
    private bool IsInTurn(TimerOperation timer, bool hasBegun, long sequence) =>
        timer.IsRecorded == hasBegun || Refuse(sequence, hasBegun ? $"it ends timer {timer.Id}, which hasn't begun" : $"it begins timer {timer.Id} a second time");
}
