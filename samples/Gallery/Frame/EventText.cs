using System.Text;

namespace Gallery.Frame;

/// <summary>An event in a line.</summary>
internal static class EventText
{
    private const int PayloadMax = 70;

    public static string Of(RunEvent e) => e switch
    {
        WorkflowStarted started => $"started {Short(started.Arguments)}",
        StepStarted step => $"step {Name(step.Id)} begun",
        StepCompleted step => $"step {Name(step.Id)} done {Short(step.Result)}",
        StepAttemptFailed step => $"step {Name(step.Id)} failed, attempt {step.Attempt}: {step.Failure.Message}",
        StepFailed step => $"step {Name(step.Id)} failed for good, attempt {step.Attempt}: {step.Failure.Message}",
        TimerStarted timer => $"{Name(timer.Id)} until {timer.DueAt:HH:mm:ss.f}",
        TimerFired timer => $"{Name(timer.Id)} is over",
        SignalReceived signal => $"signal {signal.Name} {Short(signal.Arguments)}",
        MessageSent sent => $"{Name(sent.Id)}: {sent.Name} {Short(sent.Arguments)} to {sent.To}",
        HookCreated hook => $"hook {hook.Name} is open",
        HookResumed hook => $"delivery to hook {Short(hook.Arguments)}",
        UpdateAccepted update => $"update {update.Name} {Short(update.Arguments)}",
        UpdateCompleted update => $"update {update.Id} done {Short(update.Result ?? default)}",
        UpdateRejected update => $"update {update.Name} refused: {update.Reason}",
        ChildStarted child => $"{Name(child.Id)}: {child.Workflow} {Short(child.Arguments)}",
        ChildCompleted child => $"{Name(child.Id)} done {Short(child.Result)}",
        StatusSet status => $"says \"{status.Text}\"",
        AttributesSet => "sets an attribute",
        PatchRecorded patch => $"takes the change {patch.PatchId}",
        CancelRequested cancel => $"cancel is asked for: {cancel.Reason}",
        CompensationStarted compensation => $"compensates: {compensation.Failure?.Message ?? compensation.Reason}",
        CompensationCompleted step => $"step {Name(step.Id)} done",
        CompensationFailed step => $"step {Name(step.Id)} failed for good: {step.Failure.Message}",
        WorkflowCompleted completed => $"completed {Short(completed.Result)}",
        WorkflowFailed failed => $"failed: {failed.Failure.Message}",
        WorkflowCanceled canceled => $"canceled: {canceled.Reason}",
        Blocked blocked => $"blocked: {blocked.Code}",
        OperationEvent operation => $"{operation.GetType().Name} {Name(operation.Id)}",
        _ => e.GetType().Name,
    };

    /// <summary>An operation's id without the namespace and class of the method that called it, where that is not the workflow's own.</summary>
    public static string Name(string id)
    {
        var parameters = id.IndexOf('(', StringComparison.Ordinal);
        return parameters < 0 ? id : id[(id.LastIndexOf('.', parameters) + 1)..];
    }

    private static string Short(ReadOnlyMemory<byte> payload)
    {
        var text = Encoding.UTF8.GetString(payload.Span);
        return text is "" or "null" or "[]" or "{}" ? "" : text.Length > PayloadMax ? text[..PayloadMax] + "…" : text;
    }
}
