namespace Gallery.Demonstrations;

// Twelve files are counted by steps that run in parallel, four at a time, and the results are collected in the order of the files. The process is killed when half of them are recorded.
// Look at: after the crash only those files are counted that the log lacks; the sum is the same.
internal sealed class FanOutSample : ISample
{
    private const int Files = 12;

    public string Name => "fan-out";

    public string Summary => "Parallel steps, four at a time, and their results collected in order.";

    public async Task RunAsync(Stage stage)
    {
        for (var i = 1; i <= Files; i++)
            await File.WriteAllTextAsync(stage.PathOf($"chapter-{i}.txt"), string.Concat(Enumerable.Repeat("once upon a time\n", i * 100)));
        await using var host = await stage.StartAsync();
        var run = await host.Client.StartFanOutWorkflowAsync([.. Enumerable.Range(1, Files).Select(i => $"chapter-{i}.txt")], new() { IdempotencyKey = "book" });
        var counts = await run.ResultAsync();
        stage.Say($"{counts.Sum()} words: {string.Join(", ", counts)}.");
    }
}

internal sealed class FanOutWorkflow(Stage stage)
{
    [Workflow]
    public async Task<int[]> RunAsync(string[] files) => await Durable.ForEachAsync(files, maxParallel: 4, file => CountAsync(file));

    [Step]
    private async Task<int> CountAsync(string file)
    {
        stage.Say($"counts {file}");
        if (file == "chapter-9.txt")
            stage.CrashHere("with several files at work");
        var words = 0;
        await foreach (var line in File.ReadLinesAsync(stage.PathOf(file)))
            words += line.Split(' ').Length;
        return words;
    }
}
