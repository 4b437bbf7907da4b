using System.Diagnostics;
using Dapper;
using Microsoft.Data.Sqlite;

namespace DurableSdk.Benchmarks;

/// <summary>A new host, from its start until the step behind all completed ones runs.</summary>
internal sealed class ResumeBenchmark : IBenchmark
{
    public string Name => "resume";

    public async Task<IReadOnlyList<Row>> MeasureAsync(Setting setting)
    {
        var steps = setting.Sizes.ResumeSteps;
        var file = setting.NewFile(Name);
        var runId = await WriteAsync(file, steps);
        var round = await Rounds.MiddleAsync(
            setting, Name, Units.Millis, _ => Task.FromResult(ReadSeconds(file, runId, steps)), _ => ResumeSecondsAsync(file));
        setting.Delete(file);
        return
        [
            new Row($"resume: host start until the step behind {steps:N0} completed ones runs", Units.Millis(round.Figure), $"{Units.Millis(round.Reference)}, reading those rows with Dapper", Comparison.RatioAtMost(round, 3)),
            new Row("the same behind no completed step", Units.Millis(await OfEmptyRunAsync(setting)), ""),
        ];
    }

    /// <summary>What of it is the host's start.</summary>
    private static async Task<double> OfEmptyRunAsync(Setting setting)
    {
        var file = setting.NewFile("resume-empty");
        await WriteAsync(file, 0);
        var times = new List<double>();
        for (var i = 0; i < setting.Sizes.Rounds; i++)
            times.Add(await ResumeSecondsAsync(file));
        setting.Delete(file);
        return Median.Of(times);
    }

    private static async Task<string> WriteAsync(string file, int steps)
    {
        var arrivals = new Arrivals();
        await using var host = await HeldWorkflow.HostAsync(file, arrivals);
        var run = await host.Client.StartHeldWorkflowAsync(steps);
        await arrivals.NextAsync();
        return run.RunId;
    }

    /// <summary>The run stays where it is: a host that stops gives up the step, and records nothing.</summary>
    private static async Task<double> ResumeSecondsAsync(string file)
    {
        var arrivals = new Arrivals();
        var begun = Stopwatch.GetTimestamp();
        await using var host = await HeldWorkflow.HostAsync(file, arrivals);
        return Stopwatch.GetElapsedTime(begun, await arrivals.NextAsync()).TotalSeconds;
    }

    private static double ReadSeconds(string file, string runId, int steps)
    {
        var begun = Stopwatch.GetTimestamp();
        using var connection = new SqliteConnection($"Data Source={file};Pooling=False");
        var rows = connection.Query<EventRow>(
            "SELECT seq, kind, format, at, body, checksum FROM events WHERE run = (SELECT id FROM runs WHERE run_id = @runId) ORDER BY seq", new { runId }).AsList();
        var time = Stopwatch.GetElapsedTime(begun).TotalSeconds;
        return rows.Count > steps ? time : throw new InvalidOperationException($"{rows.Count} events, where there are {steps} steps.");
    }

    private sealed record EventRow(long Seq, long Kind, long Format, long At, byte[] Body, long Checksum);
}
