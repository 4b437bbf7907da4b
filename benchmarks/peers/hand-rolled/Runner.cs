using Dapper;
using Microsoft.Data.Sqlite;

namespace DurableSdk.Benchmarks.HandRolled;

/// <summary>Workflows by hand: the code looks which steps are done, does the next, and writes its result down.</summary>
internal sealed class Runner(IWriter writer)
{
    private static readonly byte[] Result = new byte[50];

    private long _lastRun;
    private long _steps;

    /// <summary>Steps on the disk so far.</summary>
    public long Steps => Interlocked.Read(ref _steps);

    public async Task<long> StartAsync()
    {
        var run = Interlocked.Increment(ref _lastRun);
        await writer.WriteAsync("INSERT INTO runs (id) VALUES (@run)", new { run });
        return run;
    }

    public async Task StepAsync(long run, int sequence)
    {
        await writer.WriteAsync("INSERT INTO steps (run, seq, result) VALUES (@run, @sequence, @result)", new { run, sequence, result = Result });
        Interlocked.Increment(ref _steps);
    }

    public Task EndAsync(long run) => writer.WriteAsync("UPDATE runs SET is_done = 1 WHERE id = @run", new { run });

    public async Task TenStepsAsync()
    {
        var run = await StartAsync();
        for (var i = 0; i < 10; i++)
            await StepAsync(run, i);
        await EndAsync(run);
    }

    public async Task FanOutAsync(int steps)
    {
        var run = await StartAsync();
        await Task.WhenAll(Enumerable.Range(0, steps).Select(i => StepAsync(run, i)));
        await EndAsync(run);
    }

    /// <returns>How late the code behind the sleep went on, in milliseconds: its end is on the disk first, as a step's result is.</returns>
    public async Task<double> SleepAsync(DateTime dueAt)
    {
        var run = await StartAsync();
        await Task.Delay(dueAt - DateTime.UtcNow);
        await StepAsync(run, 0);
        return (DateTime.UtcNow - dueAt).TotalMilliseconds;
    }

    /// <summary>Does what isn't done of the first run's steps, and says where it is.</summary>
    public async Task ResumeAsync(SqliteConnection connection, int steps, Action onNext)
    {
        var done = connection.Query<byte[]>("SELECT result FROM steps WHERE run = 1 ORDER BY seq").AsList().Count;
        if (done == 0)
            await StartAsync();
        for (var i = done; i < steps; i++)
            await StepAsync(1, i);
        onNext();
        await Task.Delay(Timeout.Infinite);
    }
}
