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

    /// <summary>
    /// Waits for a signal from outside, however long; survives restarts. Signals that arrive before anybody waits are kept in the order of their arrival,
    /// and each goes to one wait: that which has waited longest.
    /// </summary>
    /// <remarks>A name is waited for or handled by a <see cref="SignalAttribute"/> method, not both: what a method handles never gets here.</remarks>
    /// <param name="name">The signal's name; a constant, so that senders can be told which names there are.</param>
    /// <param name="timeout">How long to wait, from now; a timer of the run's log. Default, and <see cref="Timeout.InfiniteTimeSpan"/>: for ever. Another negative one blocks the run (DS1029). A signal that comes later stays for the next wait.</param>
    /// <typeparam name="T">What the signal carries.</typeparam>
    /// <exception cref="DurableException">DS1007: called outside a workflow; DS1008: called through a delegate.</exception>
    /// <exception cref="TimeoutException">No signal came in time.</exception>
    /// <exception cref="OperationCanceledException">The run was cancelled.</exception>
    public static Task<T> WaitForSignal<T>(string name, TimeSpan? timeout = null) => throw WorkflowScope.NotIntercepted("Durable.WaitForSignal");

    /// <summary>
    /// Sends a signal to another run, or to this one: it lies in that run's inbox, once, from the moment at which this run's log says that it was sent.
    /// Completes when that is recorded.
    /// </summary>
    /// <param name="runId">The run that is to get it. Of a chain of runs that continued as new ones, the last gets it, whichever is named.</param>
    /// <param name="name">The signal's name.</param>
    /// <param name="payload">What it carries.</param>
    /// <typeparam name="T">What it carries.</typeparam>
    /// <exception cref="DurableException">Recorded, so that a replay throws it too, and nothing was sent: DS1016: there is no such run; DS1017: it has ended; DS4012: its workflow,
    /// as far as this program knows it, takes no such signal; DS4013: it carries something else. Also DS1018: the run's id or the name can't be stored;
    /// DS1007: called outside a workflow; DS1008: called through a delegate.</exception>
    /// <exception cref="OperationCanceledException">The run was cancelled.</exception>
    public static Task Send<T>(string runId, string name, T payload) => throw WorkflowScope.NotIntercepted("Durable.Send");

    /// <summary>Sends a signal that carries nothing. See <see cref="Send{T}"/>.</summary>
    /// <param name="runId">The run that is to get it.</param>
    /// <param name="name">The signal's name.</param>
    /// <exception cref="DurableException">As for one that carries something.</exception>
    /// <exception cref="OperationCanceledException">The run was cancelled.</exception>
    public static Task Send(string runId, string name) => throw WorkflowScope.NotIntercepted("Durable.Send");

    /// <summary>
    /// Waits until a condition on the workflow's own state holds: it is looked at now, and after every event of the run, when all that the event caused has run.
    /// </summary>
    /// <remarks>
    /// The condition only looks: a durable call, a new id or a random number in it blocks the run (DS1015). What it looks at is changed by
    /// <see cref="SignalAttribute"/> methods and by other branches of the workflow; where there are none that could still run, and no timeout, the run is blocked (DS1014).
    /// </remarks>
    /// <param name="condition">What to wait for.</param>
    /// <param name="timeout">How long to wait, from now; a timer of the run's log. Default, and <see cref="Timeout.InfiniteTimeSpan"/>: for ever. Another negative one blocks the run (DS1029).</param>
    /// <returns>Whether the condition held in time.</returns>
    /// <exception cref="DurableException">DS1007: called outside a workflow; DS1008: called through a delegate.</exception>
    /// <exception cref="OperationCanceledException">The run was cancelled.</exception>
    public static Task<bool> Until(Func<bool> condition, TimeSpan? timeout = null) => throw WorkflowScope.NotIntercepted("Durable.Until");
}
