using DurableSdk.CompilerServices;

namespace DurableSdk;

/// <summary>What a workflow says of a task that it waits for.</summary>
public static class DurableTaskExtensions
{
    /// <summary>
    /// Gives the task a time limit. In time, the outcome is the task's own. When the time is over first, it is a <see cref="TimeoutException"/>,
    /// and what the task stands for is cancelled where it is one durable operation: a step's token fires and it isn't tried again, a sleep is
    /// given up. A task of several operations (<c>Task.WhenAll</c>, a helper method) goes on, as the loser of a race does.
    /// </summary>
    /// <remarks>
    /// The limit is a timer of the run's log: it survives restarts, and a replay sees the same outcome. A step that lost may still record its
    /// own; nobody is told of it. Cancelling the run cancels what is waited for, and the outcome is again the task's own.
    /// </remarks>
    /// <param name="task">What is waited for.</param>
    /// <param name="timeout">How long, from now. Zero times out with the next event, unless the task has ended already; <see cref="Timeout.InfiniteTimeSpan"/> is no limit. Another negative one
    /// blocks the run (DS1029).</param>
    /// <exception cref="DurableException">DS1007: called outside a workflow; DS1008: called through a delegate.</exception>
    /// <exception cref="TimeoutException">The time was over first.</exception>
    public static Task WithTimeout(this Task task, TimeSpan timeout) => throw NotIntercepted();

    /// <inheritdoc cref="WithTimeout(Task, TimeSpan)"/>
    public static Task<TResult> WithTimeout<TResult>(this Task<TResult> task, TimeSpan timeout) => throw NotIntercepted();

    /// <inheritdoc cref="WithTimeout(Task, TimeSpan)"/>
    public static ValueTask WithTimeout(this ValueTask task, TimeSpan timeout) => throw NotIntercepted();

    /// <inheritdoc cref="WithTimeout(Task, TimeSpan)"/>
    public static ValueTask<TResult> WithTimeout<TResult>(this ValueTask<TResult> task, TimeSpan timeout) => throw NotIntercepted();

    private static DurableException NotIntercepted() => WorkflowScope.NotIntercepted($"Task.{nameof(WithTimeout)}");
}
