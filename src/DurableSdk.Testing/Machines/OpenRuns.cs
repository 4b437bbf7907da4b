using DurableSdk.Storage;

namespace DurableSdk.Testing.Machines;

/// <summary>Says what the runs of a test stand at, for a person who wonders why nothing happens.</summary>
internal static class OpenRuns
{
    private const int RunsMax = 10;

    public static string Describe(InMemoryDatabase database, DurableClient client) => Describe(database, client, static status => !status.IsFinished());

    public static string DescribeBlocked(InMemoryDatabase database, DurableClient client) => Describe(database, client, static status => status == RunStatus.Blocked);

    private static string Describe(InMemoryDatabase database, DurableClient client, Func<RunStatus, bool> isMeant)
    {
        List<(RunRecord Run, long Last)> open;
        lock (database.Gate)
            open = [.. database.Created.Where(run => isMeant(run.Status)).Select(run => (run.ToRecord(), (long)run.Events.Count))];
        if (open.Count == 0)
            return "";
        var lines = open.Take(RunsMax).Select(one => $"  {one.Run.Workflow} {one.Run.RunId} is {one.Run.Status}{What(client, one.Run.RunId, one.Last)}");
        var more = open.Count > RunsMax ? $"  and {open.Count - RunsMax} more{Environment.NewLine}" : "";
        return $"{Environment.NewLine}{string.Join(Environment.NewLine, lines)}{Environment.NewLine}{more}";
    }

    /// <summary>What a run waits for, or why it can't go on. In memory that is known at once.</summary>
    private static string What(DurableClient client, string runId, long last)
    {
        var looking = client.ReplayToAsync(runId, last);
        if (!looking.IsCompletedSuccessfully)
            return "";
        var state = looking.GetAwaiter().GetResult();
        if (state.Entry.Event is Events.Blocked blocked)
            return $": {blocked.Report}";
        return state.Pending.Count == 0 ? "" : $" for {string.Join(", ", state.Pending.Select(pending => $"{pending.Kind} {pending.Id} ({pending.Source})"))}";
    }
}
