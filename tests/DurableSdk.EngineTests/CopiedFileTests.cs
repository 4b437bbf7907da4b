using System.Text;
using System.Text.Json;
using DurableSdk.Testing;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace DurableSdk.EngineTests;

/// <summary>How fast the steps go; the copies of the test come between.</summary>
public sealed class Pace : IDisposable
{
    private readonly SemaphoreSlim _steps = new(0);

    public bool IsOver { get; private set; }

    public Task NextAsync(CancellationToken cancel) => _steps.WaitAsync(cancel);

    public void Let(int steps) => _steps.Release(steps);

    public void End()
    {
        IsOver = true;
        _steps.Release(1_000_000);
    }

    public void Dispose() => _steps.Dispose();
}

/// <summary>What no other execution of a step gives, and something that fills pages.</summary>
public sealed record Part(string Id, bool IsLast, string Filling);

public sealed class PacedWorkflow(Pace pace)
{
    [Workflow]
    public async Task<string> RunAsync()
    {
        for (var text = ""; ;)
        {
            var part = await NextAsync();
            text += part.Id;
            if (part.IsLast)
                return text;
        }
    }

    [Step]
    private async Task<Part> NextAsync(CancellationToken cancel = default)
    {
        await pace.NextAsync(cancel);
        return new Part(Guid.NewGuid().ToString("N"), pace.IsOver, new string('x', Random.Shared.Next(12_000)));
    }
}

/// <summary>A file that somebody copies while a host writes to it, and that a host then goes on with: each of its runs ends as what was copied of it began, or is said to be damaged.</summary>
[TestFixture(StoreKind.Sqlite, false)]
[TestFixture(StoreKind.Sqlite, true)]
public sealed class CopiedFileTests(StoreKind kind, bool evict) : EngineTest(kind, evict)
{
    private const int Copies = 12;
    private const int Runs = 8;
    private const string Missing = "missing";

    /// <summary>The file, by what SQLite says of it.</summary>
    private const string Damaged = "DS3004";

    /// <summary>For runs of a file that SQLite itself calls damaged, once the host has said so: one that its indexes have lost never comes.</summary>
    private static readonly TimeSpan LostAfter = TimeSpan.FromSeconds(1);

    private static readonly TimeSpan EndsWithin = TimeSpan.FromSeconds(60);

    private readonly SemaphoreSlim _committed = new(0);
    private readonly Pace _pace = new();
    private readonly Random _choice = new(1);

    [Test]
    public async Task Copy_of_a_file_in_use_is_gone_on_with_from_what_it_holds_of_each_run()
    {
        var paths = await WriteAndCopyAsync();
        var written = await EndAsync();
        var outcomes = new Dictionary<string, int>();
        foreach (var path in paths)
        {
            foreach (var outcome in await GoOnAsync(path, written))
                outcomes[outcome] = outcomes.GetValueOrDefault(outcome) + 1;
        }

        await TestContext.Out.WriteLineAsync($"{written.Values.Sum(log => log.Count)} events; runs of {Copies} copies: {string.Join(", ", outcomes.Select(one => $"{one.Value} {one.Key}"))}.");
        Assert.That(outcomes.GetValueOrDefault("ended"), Is.GreaterThan(Runs), "Hardly a run went on: this shows nothing of what a copy is good for.");
    }

    private async Task<List<string>> WriteAndCopyAsync()
    {
        var host = await StartHostAsync(WithPace);
        Probe.OnCall = call =>
        {
            if (call is { Operation: StoreOperation.Append, IsDone: true })
                _committed.Release();
        };
        for (var i = 0; i < Runs; i++)
            await host.Client.StartPacedWorkflowAsync(new StartOptions { RunId = $"run-{i}" });
        // From here on the file itself holds every run.
        Ask(DatabasePath, "PRAGMA wal_checkpoint(PASSIVE)");
        var paths = new List<string>();
        for (var i = 0; i < Copies; i++)
        {
            await NextCommitAsync();
            paths.Add($"{DatabasePath}.{i}");
            await LiveCopy.MakeAsync(DatabasePath, paths[^1], _choice, NextCommitAsync);
        }

        return paths;
    }

    /// <summary>Pages of the file change under the copy only when the -wal is merged into it.</summary>
    private async Task NextCommitAsync()
    {
        while (await _committed.WaitAsync(TimeSpan.Zero))
        {
        }

        _pace.Let(_choice.Next(1, Runs));
        await _committed.WaitAsync().Soon();
        if (_choice.Next(2) == 0)
            Ask(DatabasePath, "PRAGMA wal_checkpoint(PASSIVE)");
    }

    /// <summary>The original goes on to its end.</summary>
    private async Task<Dictionary<string, List<LogEntry>>> EndAsync()
    {
        Probe.OnCall = null;
        _pace.End();
        var reader = await StartHostAsync(o => o.ExecuteRuns = false);
        var logs = new Dictionary<string, List<LogEntry>>();
        for (var i = 0; i < Runs; i++)
        {
            await reader.Client.GetPacedWorkflow($"run-{i}").ResultAsync().Soon();
            logs.Add($"run-{i}", await EventsAsync(reader, $"run-{i}"));
        }

        return logs;
    }

    private async Task<List<string>> GoOnAsync(string path, Dictionary<string, List<LogEntry>> written)
    {
        var isWhole = IsWhole(path);
        var log = new CapturedLog();
        try
        {
            var host = await StartHostAsync(NewStore(path), o =>
            {
                WithPace(o);
                o.Services.AddSingleton<ILoggerFactory>(log);
            });
            var ends = written.Keys.ToDictionary(runId => runId, runId => EndAsync(host, runId, log));
            await (isWhole ? Task.WhenAll(ends.Values).WaitAsync(EndsWithin) : UntilLostAsync(Task.WhenAll(ends.Values), log));
            var outcomes = new List<string>();
            foreach (var (runId, end) in ends)
                outcomes.Add(end.IsCompleted ? await LookAtAsync(host, runId, await end, written[runId]) : "lost by a damaged file");
            await host.CrashAsync();
            if (ends.Values.Any(end => !end.IsCompleted))
                Assert.That(log.Lines, Has.Some.Matches<LogLine>(SaysDamaged), "a run that never comes, and not a word of the damage");
            Assert.That(isWhole && outcomes.Contains(Missing), Is.False, $"{path} is whole, and had every run before it was copied");
            return outcomes;
        }
        catch (DurableException e) when (!isWhole)
        {
            Assert.That(e.Code, Is.AnyOf("DS3004", "DS3005"), e.Message);
            return ["in a file that was refused"];
        }
    }

    /// <summary>A slow machine may need long for all of it; only what hasn't ended although the damage was found counts as lost.</summary>
    private static async Task UntilLostAsync(Task ends, CapturedLog log)
    {
        var limit = Task.Delay(EndsWithin);
        await Task.WhenAny(ends, log.Line(SaysDamaged), limit);
        await Task.WhenAny(ends, Task.Delay(LostAfter));
        if (ends.IsCompleted)
            await ends;
    }

    private static bool SaysDamaged(LogLine line) => $"{line.Text} {line.Exception?.Message}".Contains(Damaged, StringComparison.Ordinal);

    /// <returns>The run's result, or why there is none.</returns>
    private static async Task<(string? Result, string Outcome)> EndAsync(TestHost host, string runId, CapturedLog log)
    {
        if (await host.Client.GetRunAsync(runId) is null)
            return (null, Missing);
        var end = host.Client.GetPacedWorkflow(runId).ResultAsync();
        var block = log.Line(line => line.Id == 2 && (line.Text.StartsWith($"Run {runId} is blocked. DS1006", StringComparison.Ordinal) || line.Text.StartsWith($"Run {runId} is blocked. {Damaged}", StringComparison.Ordinal)));
        return await Task.WhenAny(end, block) == end ? (await end, "ended") : (null, "said to be damaged");
    }

    private static async Task<string> LookAtAsync(TestHost host, string runId, (string? Result, string Outcome) end, List<LogEntry> original)
    {
        if (end.Result is { } result)
            LookAt(await EventsAsync(host, runId), result, original);
        return end.Outcome;
    }

    /// <summary>The log is the beginning of the original's, then what the copy's host has added, and the result is that of all of it.</summary>
    private static void LookAt(List<LogEntry> log, string result, List<LogEntry> original)
    {
        Assert.That(log.Select(entry => entry.Sequence), Is.EqualTo(Enumerable.Range(1, log.Count).Select(n => (long)n)));
        var copied = log.Zip(original).TakeWhile(pair => TextOf(pair.First) == TextOf(pair.Second)).Count();
        Assert.That(copied, Is.Positive);
        Assert.That(log.Skip(copied).Select(entry => entry.At), Has.All.GreaterThanOrEqualTo(original[^1].At), "what isn't the original's came after its end");
        Assert.That(result, Is.EqualTo(string.Concat(log.Select(entry => entry.Event).OfType<StepCompleted>().Select(step => JsonSerializer.Deserialize<Part>(step.Result.Span, JsonSerializerOptions.Web)!.Id))));
    }

    private static string TextOf(LogEntry entry) => $"{entry.At:O} {Encoding.UTF8.GetString(EventCodec.Plain.Encode("", entry).Body.Span)}";

    private void WithPace(DurableOptions options) => options.Services.AddSingleton(_pace);

    /// <summary>Whoever closes a file merges its -wal into it, so this looks at a copy.</summary>
    private static bool IsWhole(string path)
    {
        File.Copy(path, $"{path}.look");
        File.Copy($"{path}-wal", $"{path}.look-wal");
        try
        {
            return Ask($"{path}.look", "PRAGMA integrity_check") is "ok";
        }
        catch (SqliteException)
        {
            return false;
        }
    }

    private static object? Ask(string path, string sql)
    {
        using var connection = new SqliteConnection($"Data Source={path};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteScalar();
    }
}
