namespace DurableSdk.SimulationTests.World;

/// <summary>The logs of all runs.</summary>
internal sealed class RunLogs(InMemoryDatabase database)
{
    private readonly Dictionary<string, RunLog> _logs = [];

    /// <summary>In the order of the runs' creation.</summary>
    public IReadOnlyList<RunLog> All => [.. database.Created.Select(run => Of(run.RunId))];

    public RunLog Of(string runId)
    {
        if (!_logs.TryGetValue(runId, out var log))
            _logs[runId] = log = new RunLog(database.Runs[runId]);
        return log;
    }
}
