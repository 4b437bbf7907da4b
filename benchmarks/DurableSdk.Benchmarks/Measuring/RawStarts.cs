using System.Diagnostics;

namespace DurableSdk.Benchmarks;

/// <summary>The two rows of a start as the store has them: the run's, by its text id and its idempotency key, and its first event's. By prepared commands of the driver.</summary>
/// <param name="RowsOfCommit">Of both, in one transaction.</param>
/// <param name="Body">Of the event.</param>
internal sealed record RawStarts(int RowsOfCommit, byte[] Body)
{
    /// <returns>Starts a second, on disk.</returns>
    public double PerSecond(Setting setting, TimeSpan duration) =>
        NewDatabase.Rate(setting, "raw-starts", static file => new DriverDatabase(file, DriverRuns.Schema), database => PerSecond(database, duration));

    private double PerSecond(DriverDatabase database, TimeSpan duration)
    {
        using var runs = new DriverRuns(database);
        var watch = Stopwatch.StartNew();
        long started = 0;
        while (watch.Elapsed < duration)
        {
            database.Begin();
            for (var i = 0; i < RowsOfCommit / 2; i++)
            {
                started++;
                runs.Insert(started, $"order-{started % 64}-{started}");
                database.Insert(started, 1, Body);
            }

            database.Commit();
        }

        return started / watch.Elapsed.TotalSeconds;
    }
}
