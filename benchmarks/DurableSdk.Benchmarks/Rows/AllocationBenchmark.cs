namespace DurableSdk.Benchmarks;

/// <summary>What a step leaves to the garbage collector.</summary>
internal sealed class AllocationBenchmark : IBenchmark
{
    private const int Concurrency = 16;
    private const int ShortSteps = 10;

    /// <summary>Of which the middle counts: the whole process is counted, and once it was seen with thirty times as much, which nothing of the steps explains.</summary>
    private const int Rounds = 3;

    public string Name => "allocation";

    public async Task<IReadOnlyList<Row>> MeasureAsync(Setting setting)
    {
        var file = setting.NewFile(Name);
        double step, shortStep;
        await using (var host = await BenchHost.StartAsync(file))
        {
            step = await BytesOfStepAsync(host.Client, setting.Sizes.ChainSteps, workflows: Concurrency);
            shortStep = await BytesOfStepAsync(host.Client, ShortSteps, workflows: setting.Sizes.ChainSteps);
        }

        setting.Delete(file);
        double inMemory;
        await using (var host = await BenchHost.StartInMemoryAsync())
            inMemory = await BytesOfStepAsync(host.Client, setting.Sizes.ChainSteps, workflows: Concurrency);
        setting.Progress($"{Name}: {Units.Bytes(step)} a step, {Units.Bytes(shortStep)} with a tenth of start and end, {Units.Bytes(inMemory)} in memory");
        return
        [
            new Row("allocated a step", Units.Bytes(step), "", Comparison.AtMost(step, 1_500, Units.Bytes)),
            new Row($"the same in workflows of {ShortSteps} steps, with their starts and ends", Units.Bytes(shortStep), ""),
            new Row("allocated a step with the store in memory", Units.Bytes(inMemory), ""),
        ];
    }

    private static async Task<double> BytesOfStepAsync(DurableClient client, int steps, int workflows)
    {
        // Once before: what is made only once is no step's.
        await RunAsync(client, steps, workflows);
        var bytes = new double[Rounds];
        for (var i = 0; i < bytes.Length; i++)
        {
            var before = GC.GetTotalAllocatedBytes(precise: true);
            await RunAsync(client, steps, workflows);
            bytes[i] = (GC.GetTotalAllocatedBytes(precise: true) - before) / ((double)steps * workflows);
        }

        return Median.Of(bytes);
    }

    private static Task RunAsync(DurableClient client, int steps, int workflows) =>
        Callers.ForEachAsync(workflows, Concurrency, async _ => await (await client.StartStepsWorkflowAsync(steps)).ResultAsync());
}
