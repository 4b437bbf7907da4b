using DurableSdk.Events;

namespace DurableSdk.UnitTests.Fuzz;

/// <summary>What every log is like, in plain words and apart from the core: so that a core which takes a log that is none is caught.</summary>
internal static class HistoryModel
{
    /// <summary>Why it is none; null where it is one.</summary>
    public static string? WhyNone(IReadOnlyList<LogEntry> log)
    {
        if (log.Count == 0)
            return null;
        if (log[0].Event is not WorkflowStarted)
            return "it doesn't begin with the start";
        var ended = new HashSet<string>(StringComparer.Ordinal);
        var timers = new HashSet<string>(StringComparer.Ordinal);
        var hooks = new HashSet<string>(StringComparer.Ordinal);
        var children = new HashSet<string>(StringComparer.Ordinal);
        var attempts = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var i = 1; i < log.Count; i++)
        {
            var why = log[i].Event switch
            {
                WorkflowStarted => "it starts again",
                _ when IsEnd(log[i - 1].Event) => "it goes on after its end",
                TimerStarted e when !timers.Add(e.Id) => "a timer begins twice",
                TimerFired e when !timers.Contains(e.Id) => "a timer that wasn't begun fires",
                HookCreated e when !hooks.Add(e.Id) => "a hook is made twice",
                HookExpired or HookClosed when !hooks.Contains(((OperationEvent)log[i].Event).Id) => "a hook ends that wasn't made",
                ChildStarted e when !children.Add(e.Id) => "a child begins twice",
                CompensationCompleted or CompensationFailed when !log.Take(i).Any(entry => entry.Event is CompensationStarted) => "a compensation before all of them begin",
                StepCompleted or StepFailed or TimerFired or TimerCanceled or MarkEvent or MessageSent or UpdateCompleted or HookExpired or HookClosed or ChildEnded
                    or CompensationCompleted when !ended.Add(((OperationEvent)log[i].Event).Id) =>
                    "an operation ends twice",
                StepEvent e and not StepStarted when e.Attempt != attempts.GetValueOrDefault(e.Id) + 1 => "an attempt comes out of turn",
                _ => null,
            };
            if (why is not null)
                return $"event {i + 1}: {why}";
            if (log[i].Event is StepAttemptFailed failed)
                attempts[failed.Id] = failed.Attempt;
            // What could not be undone is tried again.
            if (log[i].Event is Resumed)
                ended.RemoveWhere(id => log.Take(i).Any(entry => entry.Event is CompensationFailed e && e.Id == id));
        }

        return null;
    }

    private static bool IsEnd(RunEvent e) => e is WorkflowCompleted or WorkflowFailed or WorkflowCanceled or WorkflowTerminated or ContinuedAsNew;
}
