using System.Text;

namespace Gallery.Frame;

/// <summary>An event in a line.</summary>
internal static class EventText
{
    private const int PayloadMax = 70;

    public static string Of(RunEvent e) => e switch
    {
        WorkflowStarted started => $"started {Short(started.Arguments)}",
        StepStarted step => $"step {step.Id} begun",
        StepCompleted step => $"step {step.Id} done {Short(step.Result)}",
        StepAttemptFailed step => $"step {step.Id} failed, attempt {step.Attempt}: {step.Failure.Message}",
        StepFailed step => $"step {step.Id} failed for good, attempt {step.Attempt}: {step.Failure.Message}",
        TimerStarted timer => $"{timer.Id} until {timer.DueAt:HH:mm:ss.f}",
        TimerFired timer => $"{timer.Id} is over",
        SignalReceived signal => $"signal {signal.Name} {Short(signal.Arguments)}",
        MessageSent sent => $"{sent.Id}: {sent.Name} {Short(sent.Arguments)} to {sent.To}",
        HookCreated hook => $"hook {hook.Name} is open",
        HookResumed hook => $"delivery to hook {Short(hook.Arguments)}",
        UpdateAccepted update => $"update {update.Name} {Short(update.Arguments)}",
        ChildStarted child => $"{child.Id}: {child.Workflow} {Short(child.Arguments)}",
        ChildCompleted child => $"{child.Id} done {Short(child.Result)}",
        StatusSet status => $"says \"{status.Text}\"",
        PatchRecorded patch => $"takes the change {patch.PatchId}",
        CancelRequested cancel => $"cancel is asked for: {cancel.Reason}",
        CompensationStarted compensation => $"compensates: {compensation.Failure?.Message ?? compensation.Reason}",
        CompensationCompleted step => $"step {step.Id} done",
        CompensationFailed step => $"step {step.Id} failed for good: {step.Failure.Message}",
        WorkflowCompleted completed => $"completed {Short(completed.Result)}",
        WorkflowFailed failed => $"failed: {failed.Failure.Message}",
        WorkflowCanceled canceled => $"canceled: {canceled.Reason}",
        Blocked blocked => $"blocked: {blocked.Code}",
        OperationEvent operation => $"{operation.GetType().Name} {operation.Id}",
        _ => e.GetType().Name,
    };

    private static string Short(ReadOnlyMemory<byte> payload)
    {
        var text = Encoding.UTF8.GetString(payload.Span);
        return text is "null" or "[]" or "{}" ? "" : text.Length > PayloadMax ? text[..PayloadMax] + "…" : text;
    }
}
