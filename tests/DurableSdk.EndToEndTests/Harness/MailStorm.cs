using System.Diagnostics;
using DurableSdk.EndToEnd.Workload;

namespace DurableSdk.EndToEndTests.Harness;

/// <summary>
/// A host and a client, each of which sends letters to the same mailboxes; both are killed again and again, the client less often, so that letters are sent
/// also while nobody executes.
/// </summary>
internal sealed class MailStorm(TestDirectory directory, int seed, bool byHooks = false) : IDisposable
{
    private const int Mailboxes = 6;
    private const int LineBytes = 16;

    private readonly Random _random = new(seed);
    private readonly List<string> _journals = [];
    private ChildProcess? _client;

    public string Database { get; } = directory["mail.db"];

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
        MailChecks.NothingAcknowledgedIsLost(DatabaseLog.Read(Database), Acknowledged());
    }

    /// <summary>The last life: what was sent is read, and everything is checked.</summary>
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
        MailChecks.NothingAcknowledgedIsLost(log, Acknowledged());
        MailChecks.EveryLetterWasReadOnce(log, Mailboxes, Acknowledged());
        StormChecks.SequencesHaveNoGap(log);
    }

    public void Report(Stopwatch watch) => TestContext.Out.WriteLine(
        $"{Lives} lives in {watch.Elapsed.TotalSeconds:F0} s, seed {seed}: {Acknowledged().Count} letters were acknowledged, {DatabaseLog.Read(Database).Events.Count} events.");

    public void Dispose() => _client?.Dispose();

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
        return WorkloadProcess.Start(new WorkloadArguments
        {
            Database = Database,
            Journal = _journals[^1],
            Incarnation = incarnation,
            Mailboxes = Mailboxes,
            ExecuteRuns = executeRuns,
            Doors = byHooks,
            Close = close,
            Evict = _random.Next(2) == 0,
        });
    }

    /// <summary>Mostly until letters were sent; now and then a life ends while it begins.</summary>
    private async Task ProgressAsync(ChildProcess process, string journal)
    {
        var bytes = _random.Next(5) == 0 ? 0 : _random.Next(1, 80) * LineBytes;
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

    private List<(string Mailbox, string Letter)> Acknowledged() =>
        [.. _journals.SelectMany(journal => Read(journal).Split('\n')[..^1]).Select(line => line.Split('\t')).Select(fields => (fields[0], fields[1]))];

    private static string Read(string journal)
    {
        if (!File.Exists(journal))
            return "";
        using var reader = new StreamReader(new FileStream(journal, FileMode.Open, FileAccess.Read, FileShare.ReadWrite));
        return reader.ReadToEnd();
    }
}
