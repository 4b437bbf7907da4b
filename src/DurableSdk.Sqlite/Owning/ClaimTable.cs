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

    /// <returns>What had its id or its number: runs that the same transaction has ended and purged.</returns>
    public Displaced Add(ClaimedState run)
    {
        var displaced = new Displaced(_byRunId.GetValueOrDefault(run.RunId), _byKey.GetValueOrDefault(run.Key));
        _byRunId[run.RunId] = run;
        _byKey[run.Key] = run;
        return displaced;
    }

    /// <summary>Leaves alone who has its id or its number by now.</summary>
    public void Remove(ClaimedState run)
    {
        if (_byRunId.GetValueOrDefault(run.RunId) == run)
            _byRunId.Remove(run.RunId);
        if (_byKey.GetValueOrDefault(run.Key) == run)
            _byKey.Remove(run.Key);
        _reporting.Remove(run);
    }

    /// <summary>The transaction in which it was added is undone.</summary>
    public void TakeBack(ClaimedState run, Displaced displaced)
    {
        Remove(run);
        if (displaced.ById is { } byId)
            _byRunId[byId.RunId] = byId;
        if (displaced.ByKey is { } byKey)
            _byKey[byKey.Key] = byKey;
    }

    public ClaimedState? Find(long key) => _byKey.GetValueOrDefault(key);

    /// <summary>A message for a run that may be one of these. One that is known of already may have been read with the run, and nobody was told.</summary>
    public void Arrived(long key, long position)
    {
        if (!_byKey.TryGetValue(key, out var run))
            return;
        run.Arrived(position);
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

/// <summary>Claimed runs whose places another has got.</summary>
internal readonly record struct Displaced(ClaimedState? ById, ClaimedState? ByKey);
