using System.Globalization;

namespace Gallery.Frame;

/// <summary>Prints what the log holds: every run with its events, and which of them an earlier process recorded.</summary>
internal static class Timeline
{
    private const int RunsMax = 8;
    private const int EventsMax = 60;

    public static async Task PrintAsync(Stage stage)
    {
        await using var reader = await stage.StartAsync(durable => durable.ExecuteRuns = false);
        var runs = (await reader.Client.ListRunsAsync(new() { Limit = 10_000 })).OrderBy(run => run.CreatedAt).ToList();
        if (runs.Count == 0)
            return;
        Console.WriteLine("Timeline");
        foreach (var run in runs.Take(RunsMax))
            await PrintAsync(reader.Client, run, stage);
        if (runs.Count > RunsMax)
            Console.WriteLine($"  … and {runs.Count - RunsMax} more runs");
        await PrintSumAsync(reader.Client, runs, stage);
    }

    private static async Task PrintAsync(DurableClient client, RunRecord run, Stage stage)
    {
        var text = run.StatusText is { } status ? $": {status}" : "";
        Console.WriteLine($"  {run.Workflow} v{run.Version}, {run.IdempotencyKey ?? run.RunId}: {run.Status}{text}");
        var events = await client.GetEventsAsync(run.RunId).ToListAsync();
        foreach (var entry in events.Count > EventsMax ? [.. events.Take(EventsMax / 2), .. events.TakeLast(EventsMax / 2)] : events)
        {
            var after = (entry.At - events[0].At).TotalSeconds.ToString("0.000", CultureInfo.InvariantCulture);
            Console.WriteLine($"    {(entry.At < stage.OpenedAt ? "log" : "new")} {after,8} s  {EventText.Of(entry.Event)}");
        }

        if (events.Count > EventsMax)
            Console.WriteLine($"    … of {events.Count} events, those in the middle are left out");
    }

    private static async Task PrintSumAsync(DurableClient client, IEnumerable<RunRecord> runs, Stage stage)
    {
        int fromLog = 0, ran = 0;
        foreach (var run in runs)
        {
            await foreach (var entry in client.GetEventsAsync(run.RunId))
            {
                if (entry.Event is StepCompleted or StepFailed or CompensationCompleted or CompensationFailed)
                    _ = entry.At < stage.OpenedAt ? fromLog++ : ran++;
            }
        }

        Console.WriteLine($"Steps: {fromLog} came from the log, {ran} ran in this process.");
    }
}
