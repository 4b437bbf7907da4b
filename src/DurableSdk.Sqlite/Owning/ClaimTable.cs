namespace DurableSdk.Sqlite.Owning;

/// <summary>The runs that an owner has claimed. Used in the writer's turn only.</summary>
internal sealed class ClaimTable
{
    private readonly Dictionary<string, ClaimedState> _byRunId = [];
    private readonly Dictionary<long, ClaimedState> _byKey = [];
    private readonly HashSet<ClaimedState> _reporting = [];

    /// <summary>Runs with messages that the owner is to be told of.</summary>
    public IReadOnlyCollection<ClaimedState> Reporting => _reporting;

    public ClaimedState? Find(string runId) => _byRunId.GetValueOrDefault(runId);

    public void Add(ClaimedState run)
    {
        _byRunId[run.RunId] = run;
        _byKey[run.Key] = run;
    }

    public void Remove(string runId)
    {
        if (!_byRunId.Remove(runId, out var run))
            return;
        // The number of a run that was purged in the same transaction is another's by now.
        if (_byKey.GetValueOrDefault(run.Key) == run)
            _byKey.Remove(run.Key);
        _reporting.Remove(run);
    }

    public ClaimedState? Find(long key) => _byKey.GetValueOrDefault(key);

    /// <summary>A message for a run that may be one of these.</summary>
    public void Arrived(long key, long position)
    {
        if (_byKey.TryGetValue(key, out var run) && run.Arrived(position))
            Report(run);
    }

    public void Report(ClaimedState run)
    {
        run.ReportsInbox = true;
        _reporting.Add(run);
    }

    public void Reported(ClaimedState run)
    {
        run.ReportsInbox = false;
        _reporting.Remove(run);
    }
}
