namespace DurableSdk;

/// <summary>
/// Makes an async method a durable workflow: its progress is kept in an event log, and after a crash, a restart or a
/// deployment it goes on at the line where it stopped.
/// </summary>
/// <remarks>
/// The method returns <see cref="Task"/> or <see cref="Task{TResult}"/> (or their <see cref="ValueTask"/> forms). A last
/// parameter of type <see cref="CancellationToken"/> is filled in by the runtime and fires when the run is cancelled.
/// </remarks>
[AttributeUsage(AttributeTargets.Method)]
public sealed class WorkflowAttribute : Attribute
{
    /// <summary>The workflow's name in the log and for <c>StartXxxAsync</c>. Default: the name of the class.</summary>
    public string? Name { get; set; }

    /// <summary>The version that runs are pinned to. Default: 1. A new version starts beside runs of the old one.</summary>
    public int Version { get; set; } = 1;

    /// <summary>
    /// How long a run may take from its first activation, such as <c>"24h"</c>, more than zero and at most 3,650 days. Then what it waits for is cancelled, as by
    /// <c>CancelAsync</c>, its <c>catch</c> and <c>finally</c> run, and it fails by a <see cref="TimeoutException"/>, unless its code completes it all the same. Each run of a
    /// chain of continued runs has it anew. Default: no limit.
    /// </summary>
    public string? Timeout { get; set; }
}
