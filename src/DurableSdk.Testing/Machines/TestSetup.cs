using DurableSdk.CompilerServices;
using DurableSdk.Testing.Foreign;
using DurableSdk.Testing.Scheduling;

namespace DurableSdk.Testing.Machines;

/// <summary>What a test's hosts are made of, again and again.</summary>
internal sealed record TestSetup(WorkflowTestOptions Options, DurableManifest[] Manifests)
{
    /// <summary>From which ids and the like are drawn.</summary>
    public ulong Seed { get; init; } = Options.Seed;

    /// <summary>What comes first; made for each machine anew, for it has a state.</summary>
    public Func<Schedule> Schedule { get; init; } = static () => Scheduling.Schedule.InOrder;

    /// <summary>How the executing host sees the store.</summary>
    public Func<TestCluster, DurableSdk.Storage.IEventStore, LoopProcess, DurableSdk.Storage.IEventStore>? Decorate { get; init; }

    /// <summary>How long steps take besides what they do or was said of them.</summary>
    public Func<Func<TimeSpan>> Latency { get; init; } = static () => static () => TimeSpan.Zero;

    /// <summary>Hears of every attempt before it begins.</summary>
    public Action<TestCluster, TestStepCall>? Observe { get; init; }

    /// <summary>Hears of work that leaves its run; shared by all hosts of the test. Null where nobody listens.</summary>
    public ForeignWorkListener? Foreign { get; init; }

    public bool KeepsStackTraces { get; init; } = true;

    public Machine NewMachine() => new(Seed, Schedule(), new LoopLimits { Patience = Options.Patience }, Options.StartsAt.ToUniversalTime());
}
