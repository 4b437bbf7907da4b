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

    /// <param name="subject">The case.</param>
    /// <param name="processes">How many processes work on the run, one after the other.</param>
    /// <param name="crashAfter">The event after which the first process is killed; null if it isn't.</param>
    /// <returns>What the run came to in the last process.</returns>
    public static async Task<Outcome> RunAsync(Case subject, int processes, long? crashAfter)
    {
        var directory = Directory.CreateTempSubdirectory("durable-conformance-");
        try
        {
            var database = Path.Combine(directory.FullName, "runs.db");
            var outcome = await RunAsync(subject, database, process: 1, crashAfter ?? 0);
            for (var process = 2; process <= processes; process++)
                outcome = await RunAsync(subject, database, process, crashAfter: 0);
            return outcome;
        }
        finally
        {
            directory.Delete(recursive: true);
        }
    }

    private static async Task<Outcome> RunAsync(Case subject, string database, int process, long crashAfter)
    {
        string[] arguments =
        [
            typeof(RealProcess).Assembly.Location, subject.Name, database,
            process.ToString(CultureInfo.InvariantCulture), crashAfter.ToString(CultureInfo.InvariantCulture),
        ];
        using var child = ChildProcess.Start(ChildProcess.Dotnet, arguments);
        await child.EndsAsync();
        var line = child.Output.Split(Environment.NewLine).FirstOrDefault(line => line.StartsWith(Prefix, StringComparison.Ordinal));
        Assert.That(line is null, Is.EqualTo(child.ExitCode != 0), child.ToString);
        return line is null ? Outcome.OfDead(child.Errors) : JsonSerializer.Deserialize<Outcome>(line[Prefix.Length..])!;
    }
}
