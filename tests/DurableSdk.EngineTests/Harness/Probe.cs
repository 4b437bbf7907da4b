using DurableSdk.Storage;

namespace DurableSdk.EngineTests.Harness;

/// <summary>One event that was committed, with the status of its run from then on.</summary>
internal sealed record Commit(string RunId, LogEntry Entry, RunStatus Status);

/// <summary>What all hosts of a test have committed; and where a store is to fail.</summary>
internal sealed class Probe
{
    private readonly Observed<Commit> _commits = new();
    private readonly Observed<(string RunId, RunStatus Status)> _releases = new();
    private readonly Observed<string> _rests = new();

    private readonly Observed<(string Name, long Position)> _projected = new();
    private readonly Observed<string> _sent = new();

    public IReadOnlyList<Commit> Commits => _commits.All;

    /// <summary>Called before and after every call of the worker that reads or writes; what it throws, the call throws.</summary>
    public Action<StoreCall>? OnCall { get; set; }

    /// <summary>Waited for before runs are counted; what it throws, the count throws.</summary>
    public Func<Task>? OnCount { get; set; }

    /// <summary>Whether a read of the last event is to show the log as it was before it.</summary>
    public Func<bool>? HidesLast { get; set; }

    /// <summary>How what is committed is read; that of the hosts, where they encode.</summary>
    public EventCodec Codec { get; set; } = EventCodec.Plain;

    /// <summary>Whether every run has to be claimed, also one that its own host starts.</summary>
    public bool ClaimsAll { get; init; }

    /// <summary>The places for new runs of the host that owns the runs.</summary>
    public IRunIntake? Intake { get; set; }

    /// <summary>Appends that the store is to refuse, and how.</summary>
    public Func<Append, AppendOutcome?>? Refusal { get; set; }

    /// <summary>The nth event of a kind in a run, once it is committed.</summary>
    public async Task<T> Event<T>(string runId, Func<T, bool>? matches = null, int n = 1)
        where T : RunEvent
    {
        var commit = await _commits.Nth(n, commit => commit.RunId == runId && commit.Entry.Event is T e && (matches is null || matches(e))).Soon();
        return (T)commit.Entry.Event;
    }

    public Task<Commit> Blocked(string runId, string code, int n = 1) =>
        _commits.Nth(n, commit => commit.RunId == runId && commit.Entry.Event is Blocked blocked && blocked.Code == code).Soon();

    /// <summary>The first block by a code, whichever run it is of.</summary>
    public Task<Commit> AnyBlocked(string code) => _commits.First(commit => commit.Entry.Event is Blocked blocked && blocked.Code == code).Soon();

    /// <summary>The nth time that a run is dropped from memory, unfinished.</summary>
    public Task Released(string runId, int n = 1) => _releases.Nth(n, release => release.RunId == runId).Soon();

    /// <summary>The first time that a run is let go with a status.</summary>
    public Task Released(string runId, RunStatus status) => _releases.First(release => release == (runId, status)).Soon();

    /// <summary>The nth time that a run comes to wait with nothing to record.</summary>
    public Task Rested(string runId, int n = 1) => _rests.Nth(n, rest => rest == runId).Soon();

    public void CameToRest(string runId) => _rests.Add(runId);

    public void Committed(Append append)
    {
        foreach (var stored in append.Events)
            _commits.Add(new Commit(append.RunId, Codec.Decode(append.RunId, stored), append.Status));
    }

    /// <summary>Completes once a projection has come to a position.</summary>
    public Task Projected(string name, long position) => _projected.First(one => one.Name == name && one.Position >= position).Soon();

    public void MovedTo(string name, long position) => _projected.Add((name, position));

    /// <summary>The nth message that a run was sent.</summary>
    public Task Sent(string runId, int n) => _sent.Nth(n, id => id == runId).Soon();

    public void Accepted(string runId) => _sent.Add(runId);

    public void LetGo(string runId, RunStatus status) => _releases.Add((runId, status));
}

internal enum StoreOperation
{
    Append,
    ReadEvents,
    ReadLast,
    ReadInbox,
    CloseHook,
    Claim,
    Rest,
    Release,

    /// <summary>The ownership; in the place of the run is nothing.</summary>
    Acquire,

    /// <summary>Of events of all runs; in the place of the run is nothing.</summary>
    ReadAll,

    /// <summary>In the place of the run is the projection's name.</summary>
    Project,
}

/// <summary>A call of the store that is about to be made, or was made.</summary>
internal sealed record StoreCall(StoreOperation Operation, string RunId, bool IsDone, Append? Append = null);
