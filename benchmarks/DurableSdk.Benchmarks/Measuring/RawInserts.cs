using System.Diagnostics;

namespace DurableSdk.Benchmarks;

/// <summary>Rows as the event log has them, in the order in which workflows that run at the same time write them.</summary>
/// <param name="Runs">At the same time.</param>
/// <param name="RowsOfRun">Then another run takes its place.</param>
/// <param name="RowsOfCommit">In one transaction.</param>
/// <param name="Body">Of each row.</param>
internal sealed record RawInserts(int Runs, int RowsOfRun, int RowsOfCommit, byte[] Body)
{
    public Func<string, IRawDatabase> Open { get; init; } = static file => new DriverDatabase(file);

    /// <returns>Rows a second, on disk.</returns>
    public double PerSecond(Setting setting, TimeSpan duration) => NewDatabase.Rate(setting, "raw", Open, database => PerSecond(database, duration));

    private double PerSecond(IRawDatabase database, TimeSpan duration)
    {
        var watch = Stopwatch.StartNew();
        long row = 0;
        while (watch.Elapsed < duration)
        {
            database.Begin();
            for (var i = 0; i < RowsOfCommit; i++, row++)
                database.Insert((row / ((long)Runs * RowsOfRun) * Runs) + (row % Runs), (row / Runs % RowsOfRun) + 1, Body);
            database.Commit();
        }

        return row / watch.Elapsed.TotalSeconds;
    }
}
