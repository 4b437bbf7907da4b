using DurableSdk.Storage;

namespace DurableSdk.Benchmarks;

/// <summary>One workflow with nothing beside it. A few steps and as many raw commits in turn: the disk's mood changes by the second.</summary>
internal sealed class AloneBenchmark : IBenchmark
{
    private const int Slice = 50;
    private const int Slices = 1_000_000;
    private const string Gate = "alone";

    public string Name => "alone";

    public async Task<IReadOnlyList<Row>> MeasureAsync(Setting setting)
    {
        var body = await RecordedBodies.OfAsync(setting, EventKind.StepCompleted);
        var file = setting.NewFile(Name);
        var gates = new Gates();
        Round round;
        using (var raw = new RawCommits(setting, body, static file => new DriverDatabase(file)))
        await using (var host = await SlicedWorkflow.HostAsync(file, gates))
        {
            var run = await host.Client.StartSlicedWorkflowAsync(Gate, Slices, Slice);
            round = await MeasureAsync(setting, gates[Gate], raw);
            await run.TerminateAsync();
        }

        setting.Delete(file);
        setting.Progress($"{Name}: {Units.Micros(round.Figure)} a step, reference {Units.Micros(round.Reference)}, ratio {round.Ratio:N2}");
        return [new Row("one workflow alone, time a step", Units.Micros(round.Figure), $"{Units.Micros(round.Reference)}, a raw commit of a row", Comparison.RatioAtMost(round, 1.25))];
    }

    private static async Task<Round> MeasureAsync(Setting setting, Gate gate, RawCommits raw)
    {
        await gate.ArrivedAsync();
        List<double> steps = [], commits = [];
        for (var left = setting.Part * 2 * setting.Sizes.Rounds; left > TimeSpan.Zero; left -= TimeSpan.FromSeconds(steps[^1] + commits[^1]))
        {
            commits.Add(raw.Take(Slice));
            steps.Add(await gate.PassageAsync());
        }

        return new Round(Median.Of(steps) / Slice, Median.Of(commits) / Slice);
    }
}
