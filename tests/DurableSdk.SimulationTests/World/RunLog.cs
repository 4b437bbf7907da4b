using System.Text;

namespace DurableSdk.SimulationTests.World;

/// <summary>What is on disk of a run's log at this moment, read as it grows.</summary>
internal sealed class RunLog(InMemoryRun run, Plans plans)
{
    private const string TimeLimit = DurableSdk.Replay.ReplayCore.TimeLimitId;

    private readonly List<LogEntry> _entries = [];
    private readonly HashSet<string> _results = [];
    private readonly HashSet<string> _outcomes = [];
    private (RunPlan Plan, int Generation)? _program;
    private StoredEvent[] _stored = [];
    private InboxEntry[] _inbox = [];

    public string RunId => run.RunId;

    public InMemoryRun Run => run;

    public bool IsPurged => run.PurgedAt is not null;

    /// <summary>Each event as it was stored.</summary>
    public IReadOnlyList<StoredEvent> Stored => IsPurged ? _stored : run.Events;

    /// <summary>What lies in its inbox.</summary>
    public IReadOnlyList<InboxEntry> Inbox => IsPurged ? _inbox : run.Inbox;

    /// <summary>The last event that it has from the run that it was forked from; 0 where it wasn't.</summary>
    public long ForkedAt => ((WorkflowStarted)Entries[0].Event).ForkedAt;

    /// <summary>What a purge would take away.</summary>
    public void Keep()
    {
        Read();
        if (!IsPurged)
            (_stored, _inbox) = ([.. run.Events], [.. run.Inbox]);
    }

    /// <summary>Each with its checksum looked at.</summary>
    public IReadOnlyList<LogEntry> Entries
    {
        get
        {
            Read();
            return _entries;
        }
    }

    /// <summary>What it and the runs that it continued from and as walk, and which of them it is.</summary>
    public (RunPlan Plan, int Generation) Program => _program ??= plans.Arguments(((WorkflowStarted)Entries[0].Event).Arguments);

    /// <summary>What it walks.</summary>
    public Node Tree => Program.Plan.Generations[Program.Generation];

    /// <summary>Whether it took longer than it may.</summary>
    public bool HasTimedOut => Entries.Any(entry => entry.Event is TimerFired { Id: TimeLimit });

    /// <summary>Where the results of a program's part stand.</summary>
    public IReadOnlyList<long> ResultsOf(int node) => [.. Entries.Where(entry => entry.Event is StepCompleted completed && StepResult.NodeOf(completed) == node).Select(entry => entry.Sequence)];

    public bool HasResult(string result)
    {
        Read();
        return _results.Contains(result);
    }

    /// <summary>Whether a step, or what undoes it, has come to its end.</summary>
    public bool HasOutcome(string stepId)
    {
        Read();
        return _outcomes.Contains(stepId);
    }

    /// <summary>Whether an attempt has ended, by its own or by being given up.</summary>
    public bool HasEndOf(string stepId, int attempt)
    {
        Read();
        return _outcomes.Contains(stepId) || _entries.Exists(entry => entry.Event is StepAttemptFailed e && e.Id == stepId && e.Attempt == attempt);
    }

    /// <summary>Whether a cancellation that came before a time found the step waiting for its next attempt. What undoes a step isn't cancelled.</summary>
    public bool WasGivenUp(string stepId, DateTimeOffset before)
    {
        Read();
        var cancelled = _entries.FindIndex(entry => entry.Event is CancelRequested or TimerFired { Id: TimeLimit });
        return cancelled >= 0 && _entries[cancelled].At < before && !stepId.EndsWith("/compensate", StringComparison.Ordinal)
            && _entries.FindIndex(entry => entry.Event is StepAttemptFailed e && e.Id == stepId) is >= 0 and var failed && failed < cancelled;
    }

    private void Read()
    {
        for (var i = _entries.Count; i < run.Events.Count; i++)
        {
            var entry = EventCodec.Plain.Decode(run.RunId, run.Events[i]);
            _entries.Add(entry);
            Note(entry.Event);
        }
    }

    private void Note(RunEvent e)
    {
        if (e is StepCompleted completed)
            _results.UnionWith(StepResult.AllIn(Encoding.UTF8.GetString(completed.Result.Span)));
        if (e is ChildCompleted child)
            _results.UnionWith(StepResult.AllIn(Encoding.UTF8.GetString(child.Result.Span)));
        if (e is StepCompleted or StepFailed or CompensationCompleted)
            _outcomes.Add(((StepEvent)e).Id);
    }
}
