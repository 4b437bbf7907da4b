using System.Diagnostics;
using DurableSdk.EndToEnd.Workload;

namespace DurableSdk.EndToEndTests.Harness;

/// <summary>
/// A host and a client, each of which sends messages to the same runs; both are killed again and again, the client less often, so that messages are sent
/// also while nobody executes.
/// </summary>
internal abstract class ClientStorm(TestDirectory directory, int seed) : IDisposable
{

    private readonly Random _random = new(seed);
    private readonly List<string> _journals = [];
    private ChildProcess? _client;

    public string Database { get; } = directory["clients.db"];

    public int Lives => _journals.Count;

    /// <summary>A life of a host that ends by a kill, after random progress; then, now and then, the client's.</summary>
    public async Task DieAsync()
    {
        _client ??= Begin(executeRuns: false);
        using (var host = Begin())
        {
            await ProgressAsync(host, _journals[^1]);
            await KillAsync(host);
        }

        if (_random.Next(3) > 0)
            return;
        await Task.Delay(_random.Next(0, 100));
        await EndClientAsync();
        NothingAcknowledgedIsLost(DatabaseLog.Read(Database), Acknowledged());
    }

    /// <summary>The last life: what was sent is used, and everything is checked.</summary>
    public async Task FinishAsync()
    {
        await EndClientAsync();
        using (var host = Begin(close: true))
        {
            await host.SucceedsAsync();
            Assert.That(host.Output, Does.Contain("DONE"), host.ToString);
            Assert.That(host.Errors, Is.Empty, "The host complains.");
        }

        var log = DatabaseLog.Read(Database);
        NothingAcknowledgedIsLost(log, Acknowledged());
        EverythingWasUsedOnce(log, Acknowledged());
        StormChecks.SequencesHaveNoGap(log);
    }

    public void Report(Stopwatch watch) => TestContext.Out.WriteLine(
        $"{Lives} lives in {watch.Elapsed.TotalSeconds:F0} s, seed {seed}: {Acknowledged().Count} messages were acknowledged, {DatabaseLog.Read(Database).Events.Count} events.");

    public void Dispose() => _client?.Dispose();

    /// <summary>How many bytes a line of a journal has, about.</summary>
    protected abstract int LineBytes { get; }

    /// <summary>At most so many lines are written before a kill.</summary>
    protected abstract int LinesMax { get; }

    protected abstract WorkloadArguments Configure(WorkloadArguments arguments);

    protected abstract void NothingAcknowledgedIsLost(DatabaseLog log, IReadOnlyList<string[]> acknowledged);

    protected abstract void EverythingWasUsedOnce(DatabaseLog log, IReadOnlyList<string[]> acknowledged);

    private async Task EndClientAsync()
    {
        if (_client is not { } client)
            return;
        _client = null;
        using (client)
            await KillAsync(client);
    }

    private static async Task KillAsync(ChildProcess process)
    {
        process.Signal(Unix.Kill);
        await process.EndsAsync();
        Assert.That(process.Output, Does.Not.Contain("DONE"), "Only a kill ends it.");
        Assert.That(process.Errors, Is.Empty, "The program complains.");
    }

    private ChildProcess Begin(bool executeRuns = true, bool close = false)
    {
        var incarnation = _journals.Count + 1;
        _journals.Add(directory[$"acknowledged-{incarnation:D4}.log"]);
        return WorkloadProcess.Start(Configure(new WorkloadArguments
        {
            Database = Database,
            Journal = _journals[^1],
            Incarnation = incarnation,
            ExecuteRuns = executeRuns,
            Close = close,
            Evict = _random.Next(2) == 0,
        }));
    }

    /// <summary>Mostly until messages were sent; now and then a life ends while it begins.</summary>
    private async Task ProgressAsync(ChildProcess process, string journal)
    {
        var bytes = _random.Next(5) == 0 ? 0 : _random.Next(1, LinesMax) * LineBytes;
        var watch = Stopwatch.StartNew();
        while (Read(journal).Length < bytes)
        {
            Assert.That(process.HasExited, Is.False, process.ToString);
            if (watch.Elapsed > TimeSpan.FromMinutes(2))
                Assert.Fail($"No progress: fewer than {bytes} bytes in {journal}.{Environment.NewLine}{process}");
            await Task.Delay(2);
        }

        await Task.Delay(_random.Next(0, bytes == 0 ? 400 : 40));
    }

    private List<string[]> Acknowledged() => [.. _journals.SelectMany(journal => Read(journal).Split('\n')[..^1]).Select(line => line.Split('\t'))];

    private static string Read(string journal)
    {
        if (!File.Exists(journal))
            return "";
        using var reader = new StreamReader(new FileStream(journal, FileMode.Open, FileAccess.Read, FileShare.ReadWrite));
        return reader.ReadToEnd();
    }
}
