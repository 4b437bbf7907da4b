using System.Diagnostics;

namespace DurableSdk.Benchmarks;

/// <summary>All rows that workflows write which run at the same time, in their order: the run's, and each event's. What else a store does with them, such as saying that a run has ended, isn't there.</summary>
/// <param name="Runs">At the same time.</param>
/// <param name="RowsOfCommit">In one transaction.</param>
/// <param name="Bodies">Of its events.</param>
/// <param name="Steps">Of a run.</param>
internal sealed record RawWorkflows(int Runs, int RowsOfCommit, WorkflowBodies Bodies, int Steps)
{
    private int EventsOfRun => Steps + 2;

    /// <summary>The run's own included.</summary>
    public int RowsOfRun => EventsOfRun + 1;

    /// <returns>Steps a second, on disk with all the rows.</returns>
    public double StepsPerSecond(Setting setting, TimeSpan duration) =>
        NewDatabase.Rate(setting, "raw-workflows", static file => new DriverDatabase(file, DriverRuns.Schema), database => StepsPerSecond(database, duration));

    private double StepsPerSecond(DriverDatabase database, TimeSpan duration)
    {
        using var runs = new DriverRuns(database);
        var watch = Stopwatch.StartNew();
        long row = 0, steps = 0;
        while (watch.Elapsed < duration)
        {
            database.Begin();
            for (var written = 0; written < RowsOfCommit; row++)
            {
                var (run, sequence) = ((row / ((long)Runs * EventsOfRun) * Runs) + (row % Runs) + 1, (row / Runs % EventsOfRun) + 1);
                if (sequence == 1)
                    runs.Insert(run);
                var isStep = sequence > 1 && sequence < EventsOfRun;
                database.Insert(run, sequence, sequence == 1 ? Bodies.Started : isStep ? Bodies.Completed : Bodies.Ended);
                written += sequence == 1 ? 2 : 1;
                steps += isStep ? 1 : 0;
            }

            database.Commit();
        }

        return steps / watch.Elapsed.TotalSeconds;
    }
}
