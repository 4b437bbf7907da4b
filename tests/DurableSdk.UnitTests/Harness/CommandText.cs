using System.Globalization;
using System.Text;
using DurableSdk.Events;
using DurableSdk.Replay;

namespace DurableSdk.UnitTests.Harness;

/// <summary>Commands in a form that a test can spell out; times count from the run's start.</summary>
internal static class CommandText
{
    public static string Of(Command command) => command switch
    {
        ExecuteStep { NotBefore: { } due } x => $"execute {x.Call.Id} attempt {x.Attempt} at {Time(due)}",
        ExecuteStep { Attempt: 1 } x => $"execute {x.Call.Id}",
        ExecuteStep x => $"execute {x.Call.Id} attempt {x.Attempt}",
        StartTimer { Call: { Duration: { } duration } call } => $"start {call.Id} {duration.ToString("c", CultureInfo.InvariantCulture)}",
        StartTimer x => $"start {x.Call.Id} until {Time(x.Call.Until!.Value)}",
        AwaitTimer x => $"await {x.Id} at {Time(x.DueAt)}",
        SendSignal { Call: var call } => $"send {call.Name} {Encoding.UTF8.GetString(call.Arguments.Span)} to {call.To}",
        CreateHook { Call: var call } => $"hook {call.Id} {call.Name}{(call.ExpiresAfter is { } after ? $" for {after:c}" : "")}{(call.Token is { } token ? $" as {token}" : "")}{(call.DeliveriesMax is { } max ? $" at most {max}" : "")}",
        AwaitExpiry x => $"expire {x.HookId} at {Time(x.DueAt)}",
        CloseHook x => $"close {x.HookId}",
        StartChild { Call: var call } => $"start {(call.IsDetached ? "detached " : "")}child {call.Id} {Encoding.UTF8.GetString(call.Arguments.Span)}",
        CancelChild x => $"cancel child {x.RunId}",
        CancelStep x => $"cancel step {x.Id}",
        CancelTimer x => $"cancel timer {x.Id}",
        RecordPatch x => $"patch {x.PatchId}",
        CompleteUpdate { Outcome: { Failure: { } failure } outcome } => $"update {outcome.Id} failed {failure}",
        CompleteUpdate { Outcome: var outcome } => $"update {outcome.Id} gives {Encoding.UTF8.GetString(outcome.Result!.Value.Span)}",
        RecordMark { Event: StatusSet e } => $"status {e.Id} {e.Text ?? "none"}",
        RecordMark { Event: AttributesSet e } => $"attribute {e.Id} {e.Key}={e.Value?.Text ?? "none"}",
        SettleStep { NotBefore: { } due } x => $"settle {x.Call.Id} attempt {x.Attempt} at {Time(due)}",
        SettleStep x => $"settle {x.Call.Id}",
        BeginCompensation { Event.Failure: { } failure } => $"compensate after {failure}",
        BeginCompensation x => $"compensate after cancel {x.Event.Reason}",
        FinishRun x => Outcome(x.Outcome) + Family(x.Children, x.Told),
        ContinueRun x => $"continue {Encoding.UTF8.GetString(x.Arguments.Span)} first {x.FirstRunId}"
            + string.Concat(x.Attributes.OrderBy(one => one.Key, StringComparer.Ordinal).Select(one => $" {one.Key}={one.Value}")) + (x.StatusText is { } text ? $" status {text}" : "")
            + string.Concat(x.Unused.Select(e => $" and {EventText.Of(e)}")) + Family(x.Children, null),
        BlockRun x => $"block {x.Error.Code}",
        _ => throw new ArgumentOutOfRangeException(nameof(command), command, null),
    };

    /// <summary>Of what operation the command is; the run itself is "".</summary>
    public static string IdOf(Command command) => command switch
    {
        ExecuteStep x => x.Call.Id,
        StartTimer x => x.Call.Id,
        AwaitTimer x => x.Id,
        SendSignal x => x.Call.Id,
        CreateHook x => x.Call.Id,
        AwaitExpiry x => HookExpiryOperation.IdOf(x.HookId),
        CloseHook x => HookCloseOperation.IdOf(x.HookId),
        StartChild x => x.Call.Id,
        CancelChild x => x.Id,
        CancelStep x => x.Id,
        SettleStep x => x.Call.Id,
        CancelTimer x => x.Id,
        RecordPatch x => $"patch {x.PatchId}",
        CompleteUpdate x => x.Outcome.Id,
        RecordMark x => x.Event.Id,
        _ => "",
    };

    private static string Family(IReadOnlyList<CancelChild> children, ChildEnded? told) => string.Concat(children.Select(child => $", {Of(child)}")) + told switch
    {
        ChildFailed e => $", tell parent ChildFailed {e.RunId} {e.Status}",
        ChildCompleted e => $", tell parent ChildCompleted {e.RunId}",
        _ => "",
    };

    private static string Outcome(RunEvent outcome) => outcome switch
    {
        WorkflowCompleted x => $"completed {Encoding.UTF8.GetString(x.Result.Span)}",
        WorkflowFailed x => $"failed {x.Failure}",
        WorkflowCanceled x => $"canceled {x.Reason}",
        _ => throw new ArgumentOutOfRangeException(nameof(outcome), outcome, null),
    };

    private static string Time(DateTimeOffset at) => at == DateTimeOffset.MaxValue
        ? "the end of time"
        : (at - CoreHarness.Epoch).ToString("c", CultureInfo.InvariantCulture);
}
