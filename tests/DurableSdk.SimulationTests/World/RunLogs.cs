namespace DurableSdk.SimulationTests.World;

/// <summary>The logs of all runs that there ever were.</summary>
internal sealed class RunLogs(InMemoryDatabase database, Plans plans)
{
    private readonly Dictionary<string, RunLog> _logs = [];

    /// <summary>In the order of the runs' creation.</summary>
    public IReadOnlyList<RunLog> All
    {
        get
        {
            foreach (var run in database.Created)
                Of(run.RunId);
            return [.. _logs.Values.OrderBy(log => log.Run.Number)];
        }
    }

    /// <summary>Whether any run was ever purged.</summary>
    public bool HavePurged => _logs.Values.Any(log => log.IsPurged);

    public RunLog Of(string runId)
    {
        if (!_logs.TryGetValue(runId, out var log))
            _logs[runId] = log = new RunLog(database.Runs[runId], plans);
        return log;
    }

    /// <summary>Whether a run, or the first of its chain, was forked from another: its log begins with what that one has learned and done.</summary>
    public bool IsForked(RunLog log) => Of(log.Run.FirstRunId).ForkedAt > 0;

    /// <summary>Keeps all logs as they are, for some may be purged now.</summary>
    public void Keep()
    {
        foreach (var log in All)
            log.Keep();
    }
}
