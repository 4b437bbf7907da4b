namespace DurableSdk.Benchmarks;

/// <summary>What the driver, by which the references of other rows are, costs beside SQLite's own interface; and what the rows beside the steps' cost.</summary>
internal sealed class RawBenchmark : IBenchmark
{
    private const int Runs = 512;
    private const int RowsOfRun = 10;
    private const int RowsOfCommit = 1000;

    public string Name => "raw";

    public async Task<IReadOnlyList<Row>> MeasureAsync(Setting setting)
    {
        var bodies = await WorkflowBodies.RecordedAsync(setting);
        var body = bodies.Completed;
        var (bare, driver) = (Inserts(static file => new RawDatabase(file)), Inserts(static file => new DriverDatabase(file)));
        var inserts = await Rounds.MiddleAsync(setting, Name, Units.PerSecond, Reference(driver), Reference(bare));
        var workflows = new RawWorkflows(Runs, RowsOfCommit, bodies, RowsOfRun);
        var all = await Rounds.MiddleAsync(setting, Name, Units.PerSecond, Reference(driver), part => Task.FromResult(workflows.StepsPerSecond(setting, part)));
        using var bareCommits = new RawCommits(setting, body, static file => new RawDatabase(file));
        using var driverCommits = new RawCommits(setting, body, static file => new DriverDatabase(file));
        var commits = await Rounds.MiddleAsync(setting, Name, Units.Micros, Commits(driverCommits), Commits(bareCommits));
        return
        [
            new Row($"steps by raw inserts of all {workflows.RowsOfRun} rows that such a workflow of {RowsOfRun} steps writes, {Runs} concurrent", Units.PerSecond(all.Figure), $"{Units.PerSecond(all.Reference)}, of its steps' rows alone"),
            new Row("raw inserts by SQLite's own interface", Units.PerSecond(inserts.Figure), $"{Units.PerSecond(inserts.Reference)}, by the driver"),
            new Row("a raw commit of a row by SQLite's own interface", Units.Micros(commits.Figure), $"{Units.Micros(commits.Reference)}, by the driver"),
        ];

        RawInserts Inserts(Func<string, IRawDatabase> open) => new(Runs, RowsOfRun, RowsOfCommit, body) { Open = open };

        Func<TimeSpan, Task<double>> Reference(RawInserts raw) => part => Task.FromResult(raw.PerSecond(setting, part));
    }

    private static Func<TimeSpan, Task<double>> Commits(RawCommits raw) => _ => Task.FromResult(Median.Of(Enumerable.Range(0, RowsOfCommit).Select(_ => raw.Take(1))));
}
