using DurableSdk.SimulationTests.Faults;

namespace DurableSdk.SimulationTests.Checks;

/// <summary>What must happen sometimes. What never happens is never tested, and an engine's bug there is never found.</summary>
internal static class Sometimes
{
    /// <summary>Kinds that the client writes and no owner appends.</summary>
    private static readonly EventKind[] NotAppended = [EventKind.WorkflowStarted, EventKind.WorkflowTerminated];

    private static readonly string[] Ways =
    [
        "acquired", "replayed", "rebuilt", "poison", "unflushed lost", "crashed recovery", "died", "died with an attempt in flight", "stale owner executes",
        "fenced attempt still runs", "owner hears of a termination", "message for a claimed run", "message moved", "message used", "message waits in the inbox",
        "message waits in the log", "continued", "continued with unused messages", "client insists", "result compared", "mended a run that was Blocked", "mended a run that was Paused",
        "mended a run that was Waiting",
        "child heard by its caller", "child heard by the run after its caller", "child ended after its caller", "child continued", "child of a child", "detached child", "child given up stopped",
        "child of an ended caller stopped", "sent Cancel", "sent ChildEnded",
        "delivery used", "delivery waits in the inbox", "delivery waits in the log", "hook Accepted", "hook Repeated", "hook AlreadyDelivered", "hook Closed", "hook Expired", "hook RunFinished",
        "update Done", "update Failed", "update Refused", "update Unknown", "forked", "purged", "purged what continued", "rows compared", "undone by hand", "subscriber has got everything",
        "subscriber begins anew", "start failed", "timed out",
    ];

    /// <summary>Lines of the engine's log, each of which stands for a way of recovering.</summary>
    private static readonly string[] Lines =
    [
        "log 01 LogChanged", "log 02 LogBlocked", "log 03 LogFailed", "log 04 LogStepFailed", "log 05 LogRefused", "log 06 LogAppendFailed", "log 10 LogReadFailed",
        "log 20 LogClaimFailed", "log 22 LogReleaseFailed", "log 40 LogAcquired", "log 41 LogStandby", "log 42 LogLost", "log 43 LogWorkFailed",
    ];

    public static IEnumerable<string> All =>
    [
        .. Ways,
        .. Lines,
        .. Enum.GetValues<AppendOutcome>().Select(outcome => $"append {outcome}"),
        .. Enum.GetValues<EventKind>().Except(NotAppended).Select(kind => $"event {kind}"),
        .. FaultGenerator.All.Select(one => $"fault {one.Kind} of {one.Call}"),
    ];
}
