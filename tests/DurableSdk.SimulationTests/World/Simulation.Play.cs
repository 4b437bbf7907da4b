using System.Text.Json;
using DurableSdk.Testing.Scheduling;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace DurableSdk.SimulationTests.World;

/// <summary>How a scenario is played, from its first process to its last run's end.</summary>
internal sealed partial class Simulation
{
    private static readonly TimeSpan Restart = TimeSpan.FromMilliseconds(700);
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(5);

    /// <summary>How long after the last deed runs may end by themselves, with all faults there are.</summary>
    private static readonly TimeSpan ByThemselves = TimeSpan.FromMinutes(4);

    /// <summary>How long they may take once all is mended and they were cancelled.</summary>
    private static readonly TimeSpan OnceMended = TimeSpan.FromMinutes(10);

    /// <summary>How late a timer can be after all that goes wrong.</summary>
    private static readonly TimeSpan Overslept = TimeSpan.FromMinutes(2);

    /// <summary>Each run of a chain may make something else of a cancellation than its end, and start a child that waits for ever.</summary>
    private const int RoundsMax = 6;

    private DurableClient? _client;
    private LoopProcess? _director;
    private int _processNumber;

    /// <summary>The services of a host, for looking at logs when all is over.</summary>
    public IServiceProvider Services { get; private set; } = null!;

    /// <summary>The clock of who directs it all.</summary>
    public TimeProvider Time => _director!.Time;

    public void Play()
    {
        _director = Machine.NewProcess();
        try
        {
            Machine.Loop.DriveAsync(_director.Execution.RunAsync(PlayAsync)).GetAwaiter().GetResult();
        }
        catch (WorkflowTestException e)
        {
            Report("never ends", e.Message);
        }
        catch (DurableException e)
        {
            Report("client", e.Message);
        }

        if (Machine.Loop.Strays > 0)
            Report("stray", $"{Machine.Loop.Strays} turns came from other threads");
        foreach (var process in _processes)
            process.Kill();
    }

    private async Task PlayAsync()
    {
        await StartClientAsync();
        StartAtOnce(takesOver: false);
        if (Scenario.HasStandby)
            StartAtOnce(takesOver: false);
        if (Scenario.HasSubscriber)
            _ = SubscribeAsync();
        await DoDeedsAsync();
        await UntilEndedAsync(ByThemselves);
        LookForSleepers();
        IsMended = true;
        MendedAt = Machine.Loop.Clock.Now;
        if (_processes.Count == 0)
            StartAtOnce(takesOver: false);
        await EndAllAsync();
        await UntilAnsweredAsync();
        await UntilFreeAsync();
    }

    /// <summary>Each run is cancelled; one whose program makes something else of that may wait for ever, and is terminated.</summary>
    private async Task EndAllAsync()
    {
        for (var round = 0; round < RoundsMax; round++)
        {
            Reached.Note($"round {round + 1} of mending");
            foreach (var log in Unfinished)
                await MendAsync(log.Run);
            if (await UntilEndedAsync(OnceMended))
                return;
        }

        foreach (var log in Unfinished)
        {
            if (log.Entries.Any(entry => entry.Event is CancelRequested) && ProgramModel.HandlesCancellation(log.Tree))
                await InsistAsync(() => _client!.TerminateAsync(log.RunId, "the end"));
            else
                Report("never ends", $"{log.RunId} is {log.Run.Status} long after all was mended; {(log.Entries[^1].Event is Blocked blocked ? blocked.Report : log.Entries[^1].Event.GetType().Name)}");
        }

        await UntilEndedAsync(OnceMended);
    }

    /// <summary>A timer fires soon after it is due, unless its run is held.</summary>
    private void LookForSleepers()
    {
        if (HasJumped || _processes.Count == 0)
            return;
        foreach (var log in Unfinished.Where(log => log.Run.Status == RunStatus.Waiting))
        {
            foreach (var timer in log.Entries.Select(entry => entry.Event).OfType<TimerStarted>())
            {
                var isOver = log.Entries.Any(entry => entry.Event is TimerFired or TimerCanceled && ((OperationEvent)entry.Event).Id == timer.Id);
                if (!isOver && timer.DueAt + Overslept < Machine.Loop.Clock.Now)
                    Report("oversleeps", $"{log.RunId}: timer {timer.Id} was due at {timer.DueAt:O}, and it is {Machine.Loop.Clock.Now:O}");
            }
        }
    }

    private IEnumerable<RunLog> Unfinished => Logs.All.Where(log => !log.Run.Status.IsFinished());

    private async Task MendAsync(InMemoryRun run)
    {
        Reached.Note($"mended a run that was {run.Status}");
        if (run.Status.IsHeld())
            await InsistAsync(() => _client!.ResumeAsync(run.RunId));
        await InsistAsync(() => _client!.CancelAsync(run.RunId, "the end"));
    }

    private async Task<bool> UntilEndedAsync(TimeSpan time)
    {
        for (var waited = TimeSpan.Zero; waited < time; waited += Look)
        {
            if (Machine.Database.Created.TrueForAll(run => run.Status.IsFinished()))
                return true;
            await Task.Delay(Look, _director!.Time);
        }

        return false;
    }

    /// <summary>The client is never killed, so that what it was told is known. One that can't start is started again.</summary>
    private async Task StartClientAsync()
    {
        while (_client is null)
        {
            try
            {
                await TryStartClientAsync();
            }
            catch (IOException)
            {
                Reached.Note("start failed");
            }
        }
    }

    private async Task TryStartClientAsync()
    {
        var process = new SimProcess(this, -1);
        var host = await Machine.StartAsync((o, _) => Configure(o, process, o => o.ExecuteRuns = false), Manifests.Own, (store, loop) =>
        {
            process.Attach((InMemoryEventStore)store, loop);
            return new SimStore(Bug.Store(store, this), process);
        });
        _client = host.Client;
        Services = host.Services;
    }

    private void StartLater(bool takesOver) => _ = _director!.Execution.RunAsync(async () =>
    {
        if (!takesOver)
            await Task.Delay(Restart, _director.Time);
        StartAtOnce(takesOver);
    });

    /// <summary>One that can't even start is started again, as whatever looks after processes does.</summary>
    private void StartAtOnce(bool takesOver) => _ = _director!.Execution.RunAsync(async () =>
    {
        var process = new SimProcess(this, _processNumber++);
        try
        {
            await StartAsync(process, takesOver);
        }
        catch (IOException)
        {
            Reached.Note("start failed");
            Die(process);
        }
    });

    private async Task StartAsync(SimProcess process, bool takesOver)
    {
        _processes.Add(process);
        process.Host = await Machine.StartAsync((o, _) => Configure(o, process, o => o.TakeOver = takesOver), Manifests.Own, (store, loop) =>
        {
            process.Attach((InMemoryEventStore)store, loop);
            return new SimStore(Bug.Store(store, this), process);
        });
    }

    private void Configure(DurableOptions options, SimProcess process, Action<DurableOptions> more)
    {
        options.KeepsStackTraces = false;
        options.RecordsTrace = false;
        // What is known of types is the same for all hosts.
        options.Json.TypeInfoResolver = JsonSerializerOptions.Default.TypeInfoResolver;
        options.Build = "simulated";
        options.EvictAfterEveryAwait = Scenario.EvictsAlways;
        options.EvictAfter = TimeSpan.FromMilliseconds(Scenario.EvictsAfter);
        options.MaxRunsInMemory = Scenario.InMemory;
        options.CrashedRecoveriesMax = CrashesMax;
        options.HistoryEventsWarning = LongLog;
        options.Services.AddSingleton(process);
        options.Services.AddSingleton<ILoggerFactory>(new ReachedLoggerFactory(this));
        more(options);
    }

    /// <summary>From how many events on a log is said to be long; some are.</summary>
    private const int LongLog = 30;

    /// <summary>How often a run's process may die with nothing recorded until the run is blocked.</summary>
    public const int CrashesMax = 5;
}
