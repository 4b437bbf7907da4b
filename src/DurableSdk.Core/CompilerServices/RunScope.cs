using System.ComponentModel;
using Microsoft.Extensions.Logging;

namespace DurableSdk.CompilerServices;

/// <summary>For generated code: the run that executes the calling code, and what a workflow can ask of it.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract class RunScope
{
    private protected RunScope()
    {
    }

    /// <summary>Calls a step as a durable operation.</summary>
    /// <param name="step">The step.</param>
    /// <param name="site">Where the call stands.</param>
    /// <param name="target">The object the method is called on; null for a static method.</param>
    /// <param name="arguments">The arguments, without the cancellation token.</param>
    public abstract Task<TResult> CallStep<TArguments, TResult>(
        StepDescriptor<TArguments, TResult> step, CallSite site, object? target, TArguments arguments);

    /// <summary>Starts a workflow as a child, whose end completes the task.</summary>
    /// <param name="child">The workflow.</param>
    /// <param name="site">Where the call stands.</param>
    /// <param name="arguments">The arguments, without the cancellation token.</param>
    public abstract Task<TResult> CallWorkflow<TArguments, TResult>(ChildWorkflow<TArguments, TResult> child, CallSite site, TArguments arguments);

    /// <summary>See <see cref="Durable.Sleep(TimeSpan)"/>.</summary>
    public abstract Task Sleep(CallSite site, TimeSpan duration);

    /// <summary>See <see cref="Durable.SleepUntil(DateTimeOffset)"/>.</summary>
    public abstract Task SleepUntil(CallSite site, DateTimeOffset dueAt);

    /// <summary>See <see cref="DurableTaskExtensions.WithTimeout(Task, TimeSpan)"/>.</summary>
    public abstract Task WithTimeout(CallSite site, Task task, TimeSpan timeout);

    /// <summary>See <see cref="DurableTaskExtensions.WithTimeout{TResult}(Task{TResult}, TimeSpan)"/>.</summary>
    public abstract Task<TResult> WithTimeout<TResult>(CallSite site, Task<TResult> task, TimeSpan timeout);

    /// <summary>See <see cref="Durable.SetStatus"/>.</summary>
    public abstract void SetStatus(CallSite site, string? text);

    /// <summary>See <see cref="Durable.SetAttribute"/>.</summary>
    public abstract void SetAttribute(CallSite site, string key, AttributeValue? value);
    /// <summary>See <see cref="Durable.WaitForSignal{T}(string, TimeSpan?)"/>.</summary>
    public abstract Task<T> WaitForSignal<T>(CallSite site, string name, TimeSpan? timeout);

    /// <summary>See <see cref="Durable.Send(string, string)"/>.</summary>
    public abstract Task Send(CallSite site, string runId, string name);

    /// <summary>See <see cref="Durable.Send{T}(string, string, T)"/>.</summary>
    public abstract Task Send<T>(CallSite site, string runId, string name, T payload);

    /// <summary>See <see cref="Durable.Until(Func{bool}, TimeSpan?)"/>.</summary>
    public abstract Task<bool> Until(CallSite site, Func<bool> condition, TimeSpan? timeout);

    /// <summary>See <see cref="Durable.CreateHook{T}(string?, TimeSpan?, string?, int?)"/>.</summary>
    public abstract Task<Hook<T>> CreateHook<T>(CallSite site, string? name, TimeSpan? expiresAfter, string? token, int? deliveriesMax);

    /// <summary>Gives the tasks in the order in which they complete, on the run's scheduler; the base library's own would leave it.</summary>
    public abstract IAsyncEnumerable<TTask> WhenEach<TTask>(IEnumerable<TTask> tasks)
        where TTask : Task;

    internal abstract DateTimeOffset UtcNow { get; }

    internal abstract Random Random { get; }

    internal abstract DurableRun Info { get; }

    internal abstract ILogger Logger { get; }

    internal abstract Guid NewGuid();

    internal abstract bool Patched(string id);

    internal abstract Task<string> Detach(Func<Task> work);

    internal abstract Task Shield(Func<Task> work);

    internal abstract Task<TResult> Shield<TResult>(Func<Task<TResult>> work);

    internal abstract ContinueAsNewException ContinueAsNew(object?[]? arguments);

    /// <summary>Itself; where the calling code has left the run's scheduler, a scope of which all members fail.</summary>
    internal abstract RunScope Here();
}
