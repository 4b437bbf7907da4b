using DurableSdk.CompilerServices;
using Microsoft.Extensions.Logging;

namespace DurableSdk;

/// <summary>What a workflow says beside its steps. Every member is recorded or drawn from the log, so a replay sees the same.</summary>
public static partial class Durable
{
    /// <summary>
    /// The workflow's time (UTC): the time of the newest event of its log, never before the deadline of a timer that fired.
    /// It stands still between two awaits.
    /// </summary>
    /// <exception cref="DurableException">DS1007: called outside a workflow.</exception>
    public static DateTimeOffset UtcNow => WorkflowScope.Require(nameof(UtcNow)).UtcNow;

    /// <summary>Random numbers from the run's recorded seed. Not for secrets.</summary>
    /// <exception cref="DurableException">DS1007: called outside a workflow.</exception>
    public static Random Random => WorkflowScope.Require(nameof(Random)).Random;

    /// <summary>The run that executes this code.</summary>
    /// <exception cref="DurableException">DS1007: called outside a workflow.</exception>
    public static DurableRun Run => WorkflowScope.Require(nameof(Run)).Info;

    /// <summary>A logger that is silent on replay; its lines are written once what caused them is recorded.</summary>
    /// <exception cref="DurableException">DS1007: called outside a workflow.</exception>
    public static ILogger Logger => WorkflowScope.Require(nameof(Logger)).Logger;

    /// <summary>A new id, drawn from the run's recorded seed: the same on every replay.</summary>
    /// <exception cref="DurableException">DS1007: called outside a workflow.</exception>
    public static Guid NewGuid() => WorkflowScope.Require(nameof(NewGuid)).NewGuid();

    /// <summary>
    /// For a long life: ends the run as <see cref="RunStatus.ContinuedAsNew"/> and, in the same transaction, starts the next run of the same workflow
    /// with these arguments and an empty log. Write <c>throw Durable.ContinueAsNew(…);</c>: nothing happens before the exception has left the
    /// workflow's method.
    /// </summary>
    /// <remarks>
    /// The next run has an id, a seed and idempotency keys of steps of its own. It keeps the idempotency key of the start, gets what has
    /// arrived for this run and wasn't used, and moves to the highest version that the host knows, if that takes and gives the same types.
    /// Handles follow the chain of runs. What still runs or waits when the exception leaves the method is not awaited.
    /// </remarks>
    /// <param name="arguments">The next run's arguments: as many as the workflow has parameters, and of their types, without the cancellation
    /// token. Where they don't fit, the run is blocked (DS1012).</param>
    /// <returns>The exception to be thrown.</returns>
    /// <exception cref="DurableException">DS1007: called outside a workflow.</exception>
    public static ContinueAsNewException ContinueAsNew(params object?[]? arguments) => WorkflowScope.Require(nameof(ContinueAsNew)).ContinueAsNew(arguments);

    /// <summary>Waits for a time, however long; survives restarts. A time of zero or less completes with the next event.</summary>
    /// <param name="duration">How long, from now.</param>
    /// <exception cref="DurableException">DS1007: called outside a workflow; DS1008: called through a delegate.</exception>
    /// <exception cref="OperationCanceledException">The run was cancelled.</exception>
    public static Task Sleep(TimeSpan duration) => throw WorkflowScope.NotIntercepted("Durable.Sleep");

    /// <summary>Waits until a point in time; survives restarts. A time in the past completes with the next event.</summary>
    /// <param name="dueAt">Until when.</param>
    /// <exception cref="DurableException">DS1007: called outside a workflow; DS1008: called through a delegate.</exception>
    /// <exception cref="OperationCanceledException">The run was cancelled.</exception>
    public static Task SleepUntil(DateTimeOffset dueAt) => throw WorkflowScope.NotIntercepted("Durable.SleepUntil");
}
