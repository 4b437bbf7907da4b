namespace Gallery.Practices;

// A large batch is cut into child workflows: each is a run of its own, with its own log, retries and place in the list, and the parent's log stays short. Twenty districts with a thousand
// meters each, four at a time. The process is killed in the middle; finished children stay finished.
// Look at: the children in the list, found by their parent, and that the sum is right.
internal sealed class BatchChildrenSample : ISample
{
    private const int Districts = 20;

    public string Name => "batch-children";

    public string Summary => "A large batch as child workflows, four at a time, killed in the middle.";

    public async Task RunAsync(Stage stage)
    {
        for (var district = 1; district <= Districts; district++)
            await File.WriteAllLinesAsync(stage.PathOf($"district-{district}.csv"), Enumerable.Range(1, 1000).Select(meter => $"{meter};{district}"));
        await using var host = await stage.StartAsync();
        var run = await host.Client.StartBillingWorkflowAsync(Districts, new() { IdempotencyKey = "2030-05" });
        stage.Say($"{await run.ResultAsync()} units are billed.");
        var children = await host.Client.ListRunsAsync(new() { ParentRunId = run.RunId, Limit = 1000 });
        stage.Say($"{children.Count(child => child.Status == RunStatus.Completed)} of {children.Count} children have completed.");
    }
}

internal sealed class BillingWorkflow(DistrictWorkflow districts)
{
    [Workflow]
    public async Task<int> RunAsync(int count)
    {
        var sums = await Durable.ForEachAsync(Enumerable.Range(1, count), maxParallel: 4, district => districts.RunAsync(district));
        return sums.Sum();
    }
}

internal sealed class DistrictWorkflow(Stage stage)
{
    [Workflow]
    public async Task<int> RunAsync(int district)
    {
        var sum = await ReadAsync(district);
        await BillAsync(district, sum);
        return sum;
    }

    [Step]
    private async Task<int> ReadAsync(int district)
    {
        var sum = 0;
        await foreach (var line in File.ReadLinesAsync(stage.PathOf($"district-{district}.csv")))
            sum += int.Parse(line.Split(';')[1], System.Globalization.CultureInfo.InvariantCulture);
        return sum;
    }

    [Step]
    private Task BillAsync(int district, int sum)
    {
        stage.Say($"district {district}: {sum}");
        if (district == 11)
            stage.CrashHere("with several districts at work");
        return File.WriteAllTextAsync(stage.PathOf($"bill-{district}.txt"), $"{sum}\n");
    }
}
