using DurableSdk.Events;

namespace DurableSdk.Replay;

/// <summary>What a log holds as a whole, in short: what code that was changed under a run must know before it has come there.</summary>
internal sealed class RunHistory
{
    private readonly HashSet<string> _patches = new(StringComparer.Ordinal);
    private readonly Dictionary<string, long> _operations = new(StringComparer.Ordinal);
    private List<string>? _latestFirst;
    private bool _hasEnd;

    public static RunHistory Of(IEnumerable<LogEntry> log)
    {
        var history = new RunHistory();
        foreach (var entry in log)
            history.Add(entry);
        return history;
    }

    /// <summary>Notes the next event of the log.</summary>
    public void Add(LogEntry entry)
    {
        switch (entry.Event)
        {
            case PatchRecorded e: _patches.Add(e.PatchId); break;
            case OperationEvent { Id: ReplayCore.TimeLimitId }: break;
            // From outside: says nothing of how far the code was.
            case UpdateAccepted or UpdateCompleted or UpdateRejected: break;
            // Neither does what becomes of a child: the code called it before.
            case ChildEnded or ChildCancelRequested: break;
            // Nor that a hook's time is over. Its close is an operation of its own, though the event names the hook.
            case HookExpired: break;
            case HookClosed e: _operations[HookCloseOperation.IdOf(e.Id)] = entry.Sequence; break;
            case OperationEvent e: _operations[e.Id] = entry.Sequence; break;
            case WorkflowCompleted or WorkflowFailed or WorkflowCanceled or ContinuedAsNew or CompensationStarted: _hasEnd = true; break;
            case WorkflowStarted or SignalReceived or HookResumed or CancelRequested or Paused or Resumed or Blocked or WorkflowTerminated: break;
            default: throw new InvalidOperationException($"Whether the code caused {entry.Event.GetType().Name} is unknown.");
        }
    }

    public bool HasPatch(string id) => _patches.Contains(id);

    /// <summary>Whether the log goes on by something that the code has not asked for by now: it came further than here when this was recorded.</summary>
    public bool GoesFurther(Func<string, bool> isOperationKnown, Func<string, bool> isPatchKnown)
    {
        // What is missing is most likely to be at the end.
        _latestFirst ??= [.. _operations.OrderByDescending(one => one.Value).Select(one => one.Key)];
        return _hasEnd || _latestFirst.Exists(id => !isOperationKnown(id)) || _patches.Any(id => !isPatchKnown(id));
    }
}
