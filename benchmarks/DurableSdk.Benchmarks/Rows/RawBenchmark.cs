using DurableSdk.Storage;

namespace DurableSdk.Benchmarks;

/// <summary>What the driver costs beside SQLite's own interface: the references of other rows are by the driver.</summary>
internal sealed class RawBenchmark : IBenchmark
{
    private const int Runs = 512;
    private const int RowsOfRun = 10;
    private const int RowsOfCommit = 1000;

    public string Name => "raw";

    public async Task<IReadOnlyList<Row>> MeasureAsync(Setting setting)
    {
        var body = await RecordedBodies.OfAsync(setting, EventKind.StepCompleted);
        var (bare, driver) = (Inserts(static file => new RawDatabase(file)), Inserts(static file => new DriverDatabase(file)));
        var inserts = await Rounds.MiddleAsync(setting, Name, Units.PerSecond, Reference(driver), Reference(bare));
        using var bareCommits = new RawCommits(setting, body, static file => new RawDatabase(file));
        using var driverCommits = new RawCommits(setting, body, static file => new DriverDatabase(file));
        var commits = await Rounds.MiddleAsync(setting, Name, Units.Micros, Commits(driverCommits), Commits(bareCommits));
        return
        [
            new Row("raw inserts by SQLite's own interface", Units.PerSecond(inserts.Figure), $"{Units.PerSecond(inserts.Reference)}, by the driver"),
            new Row("a raw commit of a row by SQLite's own interface", Units.Micros(commits.Figure), $"{Units.Micros(commits.Reference)}, by the driver"),
        ];

        RawInserts Inserts(Func<string, IRawDatabase> open) => new(Runs, RowsOfRun, RowsOfCommit, body) { Open = open };

        Func<TimeSpan, Task<double>> Reference(RawInserts raw) => part => Task.FromResult(raw.PerSecond(setting, part));
    }

    private static Func<TimeSpan, Task<double>> Commits(RawCommits raw) => _ => Task.FromResult(Median.Of(Enumerable.Range(0, RowsOfCommit).Select(_ => raw.Take(1))));
}
