using System.Globalization;
using System.Text.Json;
using DurableSdk.ConformanceTests.Cases;
using DurableSdk.EndToEndTests.Harness;

namespace DurableSdk.ConformanceTests.Harness;

/// <summary>A run over a SQLite file in real processes: what a process has of its own is really another in the next.</summary>
internal static class RealProcess
{
    /// <summary>What a process says before the run's outcome.</summary>
    public const string Prefix = "OUTCOME ";

    public const string Never = "never";

    public const string OfItself = "of itself";

    /// <summary>The first process is killed once an event was committed; what the run came to in the second.</summary>
    public static async Task<Outcome> RestartAsync(Case subject, long crashAfter)
    {
        var outcomes = await RunAsync(subject, [crashAfter.ToString(CultureInfo.InvariantCulture), Never]);
        return outcomes[^1];
    }

    /// <summary>The processes, one after the other, work on the run until they die of it.</summary>
    public static async Task<Outcome> DieAsync(Case subject, int processes)
    {
        var outcomes = await RunAsync(subject, [.. Enumerable.Repeat(OfItself, processes)]);
        Assert.That(outcomes.Select(outcome => outcome.Text), Is.All.EqualTo(Outcome.Died));
        return outcomes[^1];
    }

    /// <param name="subject">The case.</param>
    /// <param name="deaths">When each process dies: after the event of this number, <see cref="Never"/>, or <see cref="OfItself"/>.</param>
    private static async Task<List<Outcome>> RunAsync(Case subject, string[] deaths)
    {
        var directory = Directory.CreateTempSubdirectory("durable-conformance-");
        try
        {
            var database = Path.Combine(directory.FullName, "runs.db");
            var outcomes = new List<Outcome>();
            for (var i = 0; i < deaths.Length; i++)
                outcomes.Add(await RunAsync(subject, database, process: i + 1, deaths[i]));
            return outcomes;
        }
        finally
        {
            directory.Delete(recursive: true);
        }
    }

    private static async Task<Outcome> RunAsync(Case subject, string database, int process, string death)
    {
        string[] arguments = [typeof(RealProcess).Assembly.Location, subject.Name, database, process.ToString(CultureInfo.InvariantCulture), death];
        using var child = ChildProcess.Start(ChildProcess.Dotnet, arguments);
        await child.EndsAsync();
        var line = child.Output.Split(Environment.NewLine).FirstOrDefault(line => line.StartsWith(Prefix, StringComparison.Ordinal));
        Assert.That(line is null, Is.EqualTo(child.ExitCode != 0), child.ToString);
        return line is null ? Outcome.OfDead(child.Errors) : JsonSerializer.Deserialize<Outcome>(line[Prefix.Length..])!;
    }
}
