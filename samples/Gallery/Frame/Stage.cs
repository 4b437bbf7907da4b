using System.Diagnostics;

namespace Gallery.Frame;

/// <summary>What a sample plays on: a directory and a database of its own, a host, a voice, and a place to die. Workflows may take it for their steps.</summary>
internal sealed class Stage
{
    private readonly Options _options;
    private readonly StageClock _clock = new();

    private Stage(Options options) => _options = options;

    /// <summary>When this process began: what the log holds from before was recorded by an earlier one.</summary>
    public DateTimeOffset OpenedAt { get; } = DateTimeOffset.UtcNow;

    /// <summary>What stood behind the sample's name on the command line.</summary>
    public IReadOnlyList<string> Words => _options.Words;

    /// <summary>Whether an earlier process has begun, and this one goes on.</summary>
    public bool GoesOn => _options.Keeps;

    /// <summary>Whether this process is the one that is killed.</summary>
    public bool Dies => _options.Dies;

    /// <summary>The sample's own database.</summary>
    public string DatabasePath => PathOf("gallery.db");

    public static Stage Open(Options options)
    {
        var stage = new Stage(options);
        if (!options.Keeps && !options.Dies)
            stage.Reset();
        return stage;
    }

    /// <summary>Forgets what earlier starts recorded.</summary>
    public void Reset()
    {
        if (Directory.Exists(_options.Directory))
            Directory.Delete(_options.Directory, recursive: true);
        Directory.CreateDirectory(_options.Directory);
    }

    /// <summary>The path of a file in the sample's directory.</summary>
    public string PathOf(string file) => Path.Combine(_options.Directory, file);

    /// <summary>Starts a host. Whatever is unfinished goes on at once.</summary>
    public Task<DurableHost> StartAsync(Action<DurableOptions>? configure = null) => DurableHost.StartAsync(durable =>
    {
        Configure(durable);
        configure?.Invoke(durable);
    });

    /// <summary>For a sample that has a host of its own: <c>AddDurable(stage.Configure)</c>.</summary>
    public void Configure(DurableOptions durable)
    {
        durable.UseSqlite($"Data Source={DatabasePath}");
        durable.EvictAfterEveryAwait = _options.Evicts;
        if (Dies)
            durable.TimeProvider = _clock;
        durable.Services.AddSingleton(this);
        Practices.CircuitBreakerSample.AddPipelines(durable.Services);
    }

    /// <summary>Says something; in a step also which one runs. A step that came from the log runs nothing, so it says nothing.</summary>
    public void Say(string text) => Console.WriteLine(StepContext.CurrentOrNull switch
    {
        null => $"  {text}",
        { Attempt: 1 } step => $"  {EventText.Name(step.StepId)} runs: {text}",
        { } step => $"  {EventText.Name(step.StepId)} runs, attempt {step.Attempt}: {text}",
    });

    /// <summary>For a step before a wait in which <c>--crash</c> kills the process: until then the wait doesn't end. Else nothing happens.</summary>
    public void SlowDownToCrash()
    {
        if (Dies)
            _clock.SlowDown();
    }

    /// <summary>Where <c>--crash</c> kills the process. Else nothing happens.</summary>
    public void CrashHere(string where)
    {
        if (!Dies)
            return;
        Console.WriteLine($"  kill -9 {Environment.ProcessId}, {where}");
        using var process = Process.GetCurrentProcess();
        process.Kill();
        Thread.Sleep(Timeout.Infinite);
    }

    /// <summary>Plays the sample in a process of its own over the same directory, to the place where that kills itself.</summary>
    /// <returns>False where it came to its end instead.</returns>
    public async Task<bool> DieInChildAsync() => (await DyingProcess.RunAsync(_options)).IsKilled;

    /// <summary>Waits until the log of a run holds such an event.</summary>
    public static async Task SeesAsync(DurableClient client, Predicate<RunEvent> matches, string? runId = null)
    {
        var name = $"gallery-{Guid.NewGuid():N}";
        await foreach (var e in client.SubscribeAsync(name))
        {
            if (matches(e.Entry.Event) && (runId is null || e.RunId == runId))
                break;
        }

        await client.DeleteSubscriptionAsync(name);
    }
}
