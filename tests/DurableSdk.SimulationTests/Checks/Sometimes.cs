using DurableSdk.SimulationTests.Faults;

namespace DurableSdk.SimulationTests.Checks;

/// <summary>What must happen sometimes. What never happens is never tested, and an engine's bug there is never found.</summary>
internal static class Sometimes
{
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
        "run taken with its creation", "no place for a new run", "place given back", "died with a run that it had taken and not begun", "died while it started a run", "stale owner starts a run",
        "stopped", "killed while it stopped",
    ];

    /// <summary>Lines of the engine's log that it can't come to here, and why.</summary>
    public static IReadOnlyDictionary<string, string> Never { get; } = new Dictionary<string, string>
    {
        ["log 08 LogSetAside"] = "an error of the engine itself, which is what the simulator looks for",
        ["log 11 LogLateViolation"] = "no program leaves its run: what does is found in ForeignAwaitTests",
        ["log 16 LogEncodeFailed"] = "there is no codec that could fail: one does in CodecRunTests",
        ["log 21 LogDriverFailed"] = "an error of the engine itself, beside a run",
        ["log 44 LogForeign"] = "every process has every program: one that lacks some is in BlockedTests",
        ["log 45 LogStuck"] = "how long a host may take to stop is told by the real clock: one that hangs is in StopTests",
        ["log 50 LogFailed"] = "projections write to a file, and the store in memory has none: they fail in ProjectionTests",
        ["log 51 LogDeleted"] = "as log 50",
        ["log 52 LogUnread"] = "as log 50",
        ["log 60 LogStepWaits"] = "no step waits for another run: one does in WaitingStepTests",
        ["log 61 LogDamagedEvent"] = "nothing is damaged here",
        ["log 62 LogDisposeFailed"] = "nobody asks a run anything: who does is in InstanceTests",
        ["log 63 LogOutdated"] = "all processes are of one version: a newer one comes in NewerSchemaTests",
        ["log 65 LogWorkFailed"] = "an error of the engine itself, beside all runs",
        ["log 66 LogNoWorkflows"] = "every process has every program: one without any is in OutageTests",
    };

    public static IEnumerable<string> All =>
    [
        .. Ways,
        .. LogLines.All.Except(Never.Keys),
        .. Enum.GetValues<AppendOutcome>().Select(outcome => $"append {outcome}"),
        .. Enum.GetValues<EventKind>().Select(kind => $"event {kind}"),
        .. FaultGenerator.All.Select(one => $"fault {one.Kind} of {one.Call}"),
    ];
}
