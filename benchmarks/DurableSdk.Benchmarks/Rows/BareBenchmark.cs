namespace DurableSdk.Benchmarks;

/// <summary>What the rows of <see cref="StepsBenchmark"/> would be for an engine that does nothing but write its rows and wait for them.</summary>
internal sealed class BareBenchmark(params int[] concurrencies) : IBenchmark
{
    private const int Steps = 10;
    private const int RowsOfCommit = 1000;

    public string Name => "bare";

    public async Task<IReadOnlyList<Row>> MeasureAsync(Setting setting)
    {
        var bodies = await WorkflowBodies.RecordedAsync(setting);
        var rows = new List<Row>();
        foreach (var concurrency in concurrencies)
            rows.Add(await MeasureAsync(setting, bodies, concurrency));
        return rows;
    }

    private async Task<Row> MeasureAsync(Setting setting, WorkflowBodies bodies, int concurrency)
    {
        var raw = new RawInserts(concurrency, Steps, RowsOfCommit, bodies.Completed);
        var round = await Rounds.MiddleAsync(
            setting, $"{Name}-{concurrency}", Units.PerSecond, part => Task.FromResult(raw.PerSecond(setting, part)), part => StepsPerSecondAsync(setting, bodies, concurrency, part));
        return new Row($"the same rows, {concurrency} concurrent, by an engine that only writes them in groups and waits", Units.PerSecond(round.Figure), $"{Units.PerSecond(round.Reference)}, raw inserts: {round.Ratio:N2}");
    }

    private async Task<double> StepsPerSecondAsync(Setting setting, WorkflowBodies bodies, int concurrency, TimeSpan duration)
    {
        var file = setting.NewFile(Name);
        double rate;
        using (var engine = new BareEngine(file))
            rate = await WorkflowRate.PerSecondAsync(concurrency, duration, () => engine.RunAsync(bodies, Steps));
        setting.Delete(file);
        return rate * Steps;
    }
}
