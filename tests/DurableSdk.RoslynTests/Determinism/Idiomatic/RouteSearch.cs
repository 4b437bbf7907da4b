namespace Idiomatic.RouteSearch;

public sealed record Road(string From, string To, int Minutes);

/// <summary>An algorithm in plain code: shortest way by a priority queue.</summary>
public sealed class RouteSearchWorkflow
{
    [Workflow]
    public async Task<int?> RunAsync(string from, string to)
    {
        var roads = (await LoadAsync()).ToLookup(r => r.From, StringComparer.Ordinal);
        var known = new Dictionary<string, int>(StringComparer.Ordinal) { [from] = 0 };
        var open = new PriorityQueue<string, int>();
        open.Enqueue(from, 0);
        while (open.TryDequeue(out var place, out var minutes))
        {
            if (place == to)
                return minutes;
            foreach (var road in roads[place])
            {
                var reached = minutes + road.Minutes;
                if (known.TryGetValue(road.To, out var before) && before <= reached)
                    continue;
                known[road.To] = reached;
                open.Enqueue(road.To, reached);
            }
        }

        await ReportAsync(from, to);
        return null;
    }

    [Step] private static Task<List<Road>> LoadAsync() => Task.FromResult(new List<Road>());

    [Step] private static Task ReportAsync(string from, string to) => Task.CompletedTask;
}
