namespace Idiomatic.FirstAnswerWins;

/// <summary>A race of two regions, with a fallback.</summary>
public sealed class FirstAnswerWinsWorkflow
{
    [Workflow]
    public async Task<string> RunAsync(string query)
    {
        var north = SearchAsync("north", query);
        var south = SearchAsync("south", query);
        var pause = Durable.Sleep(TimeSpan.FromSeconds(30));

        var first = await Task.WhenAny(north, south, pause);
        if (first == pause)
            return await CachedAsync(query);

        var answer = first == north ? await north : await south;
        return answer.Trim();
    }

    [Step] private static Task<string> SearchAsync(string region, string query, CancellationToken cancel = default) => Task.FromResult(region + query);

    [Step] private static Task<string> CachedAsync(string query) => Task.FromResult(query);
}
