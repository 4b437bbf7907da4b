using DurableSdk.Sqlite;
using DurableSdk.Storage;
using DurableSdk.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Polly.Registry;

namespace DurableSdk.EngineTests.Harness;

public enum StoreKind
{
    InMemory,
    Sqlite,
}

/// <summary>Every scenario runs on both stores, with runs that stay in memory and with runs that are dropped at every wait.</summary>
[TestFixture(StoreKind.InMemory, false)]
[TestFixture(StoreKind.InMemory, true)]
[TestFixture(StoreKind.Sqlite, false)]
[TestFixture(StoreKind.Sqlite, true)]
public abstract class EngineTest(StoreKind kind, bool evict)
{
    private readonly InMemoryDatabase _memory = new();
    private readonly List<TestHost> _hosts = [];
    private string? _directory;

    internal StoreKind Kind => kind;

    internal bool Evicts => evict;

    /// <summary>What the hosts of the test share where the store is in memory.</summary>
    internal InMemoryDatabase Memory => _memory;

    /// <summary>Whether the tests count events: then no step gets one for its begin, however long a busy machine keeps it.</summary>
    internal virtual bool CountsEvents => false;

    internal Journal Journal { get; } = new();

    internal CapturedLog Log { get; } = new();

    internal Probe Probe { get; } = new();

    internal TestPipelines Pipelines { get; } = new();

    /// <summary>The clock of every host of the test; the system's unless the test sets its own before it starts one.</summary>
    internal TimeProvider Time { get; set; } = TimeProvider.System;

    internal string DatabasePath => Path.Combine(_directory ??= Directory.CreateTempSubdirectory("durable-engine-").FullName, "runs.db");

    internal ManualTimeProvider UseManualTime()
    {
        var time = new ManualTimeProvider();
        Time = time;
        return time;
    }

    /// <summary>Starts a host on the data of the test.</summary>
    internal Task<TestHost> StartHostAsync(Action<DurableOptions>? configure = null) => StartHostAsync(NewStore(), configure);

    internal async Task<TestHost> StartHostAsync(ProbedStore store, Action<DurableOptions>? configure = null)
    {
        var host = new TestHost(await DurableHost.StartAsync(o => Configure(o, store, configure)), store);
        _hosts.Add(host);
        return host;
    }

    internal ProbedStore NewStore() => new(
        kind == StoreKind.InMemory ? new InMemoryEventStore(_memory) : new SqliteEventStore(SqliteOptions, Time, Log), Probe);

    /// <summary>On another file than that of the test.</summary>
    internal ProbedStore NewStore(string path) => new(new SqliteEventStore(SqliteOptions with { ConnectionString = $"Data Source={path}" }, Time, Log), Probe);

    internal void Configure(DurableOptions options, IEventStore store, Action<DurableOptions>? configure = null)
    {
        options.UseStore(_ => store);
        options.TimeProvider = Time;
        options.EvictAfterEveryAwait = evict;
        options.Build = "test";
        if (CountsEvents)
            options.StepStartedAfter = TimeSpan.FromMinutes(1);
        options.Services.AddSingleton(Journal);
        options.Services.AddTransient<IDesk, DeskWorkflow>();
        options.Services.AddSingleton<ResiliencePipelineProvider<string>>(Pipelines);
        options.Services.AddSingleton<ILoggerFactory>(Log);
        configure?.Invoke(options);
    }

    internal static async Task<List<LogEntry>> EventsAsync(TestHost host, string runId)
    {
        var events = new List<LogEntry>();
        await foreach (var entry in host.Client.GetEventsAsync(runId))
            events.Add(entry);
        return events;
    }

    internal static async Task<DurableException> RefusedAsync(string code, Func<Task> call)
    {
        try
        {
            await call().Soon();
        }
        catch (DurableException e)
        {
            Assert.That(e.Code, Is.EqualTo(code));
            return e;
        }

        throw new AssertionException($"{code} was expected, and nothing was thrown.");
    }

    [TearDown]
    public async Task EndHostsAsync()
    {
        foreach (var host in _hosts)
            await host.StopAsync();
        if (_directory is not null)
            Directory.Delete(_directory, recursive: true);
    }

    private SqliteStoreOptions SqliteOptions => new()
    {
        ConnectionString = $"Data Source={DatabasePath}",
        Synchronous = SqliteSynchronous.Normal,
        // A clock that a test moves by months must not fire it a million times.
        PollInterval = Time is ManualTimeProvider ? TimeSpan.FromHours(1) : TimeSpan.FromMilliseconds(20),
    };
}
