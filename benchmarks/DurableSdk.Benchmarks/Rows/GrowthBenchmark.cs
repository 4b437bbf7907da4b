namespace DurableSdk.Benchmarks;

/// <summary>Whether a step costs more the longer the log is: a slice of the long run and a short run of as many steps, in turn.</summary>
internal sealed class GrowthBenchmark : IBenchmark
{
    private const int Slice = 500;
    private const string Long = "long";

    public string Name => "growth";

    public async Task<IReadOnlyList<Row>> MeasureAsync(Setting setting)
    {
        var file = setting.NewFile(Name);
        var gates = new Gates();
        Round round;
        await using (var host = await SlicedWorkflow.HostAsync(file, gates))
            round = await MeasureAsync(setting, host.Client, gates);
        setting.Delete(file);
        return
        [
            new Row($"time a step in the second half of a run of {setting.Sizes.GrowthSteps:N0} steps", Units.Micros(round.Figure),
                $"{Units.Micros(round.Reference)}, in runs of {Slice}", Comparison.RatioAtMost(round, 1.1)),
        ];
    }

    private async Task<Round> MeasureAsync(Setting setting, DurableClient client, Gates gates)
    {
        var slices = setting.Sizes.GrowthSteps / Slice;
        var run = await client.StartSlicedWorkflowAsync(Long, slices, Slice);
        await gates[Long].ArrivedAsync();
        var pairs = new List<Round>();
        for (var slice = 1; slice <= slices; slice++)
        {
            var inShort = await ShortRunAsync(client, gates, $"short-{slice}") / Slice;
            pairs.Add(new Round(await gates[Long].PassageAsync() / Slice, inShort));
            if (slice % Math.Max(1, slices / 5) == 0)
                setting.Progress($"{Name}, {slice * Slice:N0} steps: {Units.Micros(pairs[^1].Figure)} a step, in a short run {Units.Micros(inShort)}");
        }

        gates[Long].Open();
        await run.WaitAsync();
        // A pair was measured within a second; between two pairs the disk may have become ten times as slow.
        var late = pairs.Skip(slices / 2).OrderBy(pair => pair.Ratio).ToList();
        return late[late.Count / 2];
    }

    /// <returns>Seconds of its steps; its start and its end don't count.</returns>
    private static async Task<double> ShortRunAsync(DurableClient client, Gates gates, string name)
    {
        var run = await client.StartSlicedWorkflowAsync(name, 1, Slice);
        await gates[name].ArrivedAsync();
        var seconds = await gates[name].PassageAsync();
        gates[name].Open();
        await run.WaitAsync();
        return seconds;
    }
}
