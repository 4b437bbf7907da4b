using DurableSdk.CompilerServices;
using DurableSdk.Storage;
using DurableSdk.Testing.Scheduling;

namespace DurableSdk.Testing.Machines;

/// <summary>A computer of a test: a clock, a database, and processes that come and go, all on one loop. One seed and one schedule give one run, to the last byte of its log.</summary>
internal sealed class Machine
{
    /// <summary>When the clock of a test begins.</summary>
    public static readonly DateTimeOffset Beginning = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly SeededIds _ids;

    public Machine(ulong seed, Schedule schedule, LoopLimits? limits = null, DateTimeOffset? start = null)
    {
        Loop = new Loop(schedule, start ?? Beginning, limits);
        _ids = new SeededIds(seed);
        Database = new InMemoryDatabase(NewProcess().Execution);
    }

    public Loop Loop { get; }

    /// <summary>What the processes share; it outlives them.</summary>
    public InMemoryDatabase Database { get; }

    /// <summary>A number from 0 to less than 1.</summary>
    public double Draw() => _ids.Jitter();

    public LoopProcess NewProcess() => new(Loop, _ids);

    /// <summary>Starts a host in a process of its own. What it has to do begins when somebody waits for something.</summary>
    /// <param name="configure">How the host works; the store, the clock and the dice are the machine's.</param>
    /// <param name="manifests">The workflows.</param>
    /// <param name="decorate">How the host sees the store. Default: as it is.</param>
    public async Task<MachineProcess> StartAsync(Action<DurableOptions, LoopProcess> configure, DurableManifest[] manifests, Func<IEventStore, LoopProcess, IEventStore>? decorate = null)
    {
        var process = NewProcess();
        var store = new InMemoryEventStore(Database);
        var host = await DurableHost.StartAsync(
            options =>
            {
                configure(options, process);
                options.UseStore(_ => decorate?.Invoke(store, process) ?? store);
                process.Configure(options);
            },
            manifests,
            CancellationToken.None);
        return new MachineProcess(process, host, store);
    }
}
