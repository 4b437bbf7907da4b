namespace Idiomatic.DeadlineRace;

/// <summary>Tasks kept in variables, in lists and in dictionaries by key, and awaited later.</summary>
public sealed class DeadlineRaceWorkflow
{
    [Workflow]
    public async Task<int> RunAsync(string[] ids)
    {
        var running = new Dictionary<string, Task<int>>(StringComparer.Ordinal);
        foreach (var id in ids)
            running[id] = WorkAsync(id);

        var all = Task.WhenAll(running.Values);
        var limit = Durable.Sleep(TimeSpan.FromHours(1));
        if (await Task.WhenAny(all, limit) == limit)
            return ids.Count(id => running[id].IsCompletedSuccessfully);

        var results = await all;
        return results.Max();
    }

    [Step] private static Task<int> WorkAsync(string id, CancellationToken cancel = default) => Task.FromResult(id.Length);
}
