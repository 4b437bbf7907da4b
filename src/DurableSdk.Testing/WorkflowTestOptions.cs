using DurableSdk.Testing.Machines;
using Microsoft.Extensions.DependencyInjection;

namespace DurableSdk;

/// <summary>How a <see cref="WorkflowTestHost"/> works.</summary>
public sealed class WorkflowTestOptions
{
    internal WorkflowTestOptions()
    {
    }

    /// <summary>
    /// What workflows and steps are built from. An interface that is missing is stood in for, and throws when it is called (DS5005), so that steps that are replaced need no services.
    /// <see cref="TimeProvider"/> is the test's clock.
    /// </summary>
    public IServiceCollection Services { get; } = new ServiceCollection();

    /// <summary>From which ids, random numbers and the pauses before retries are drawn. Default: 1. The same seed gives the same run.</summary>
    public ulong Seed { get; set; } = 1;

    /// <summary>When the test's clock begins (UTC). Default: the beginning of 2026.</summary>
    public DateTimeOffset StartsAt { get; set; } = Machine.Beginning;

    /// <summary>
    /// How long (really) the host waits for a step that has gone elsewhere, such as to a database, before it concludes that nothing comes from there and moves the clock. Default: 2 s. It is waited for
    /// once, and again only when something has come or another step has gone; where steps have set timers by the test's clock, 250 ms at most. Longer for slower services: the clock that moves on too
    /// early brings their steps' timeouts. Steps that give their value at once never need it.
    /// </summary>
    public TimeSpan Patience { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>
    /// Whether the host listens to the task library and the thread pool, and fails the test where a workflow hands work to them (DS5011): <c>Task.Run</c> that nobody awaits, <c>Parallel.For</c> and
    /// the like, which the engine can't see. Default: true.
    /// </summary>
    public bool CatchesForeignWork { get; set; } = true;

    /// <summary>
    /// The rest of the program's options, such as its JSON and codecs. Called for every process that the test starts. The store, the clock and where the host's work runs are the test's own.
    /// </summary>
    public Action<DurableOptions>? Configure { get; set; }
}
