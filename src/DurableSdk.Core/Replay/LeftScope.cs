using DurableSdk.CompilerServices;
using Microsoft.Extensions.Logging;

namespace DurableSdk.Replay;

/// <summary>
/// A run as code sees it that has left its scheduler. What gives a task gives a failed one: thrown on a thread of the pool, where nobody catches
/// it, the error of one run would end the process with all the others. A task that never ends would let those hang who block on it.
/// </summary>
internal sealed class LeftScope(DurableException error) : RunScope
{
    internal override DateTimeOffset UtcNow => throw error;

    internal override Random Random => throw error;

    internal override DurableRun Info => throw error;

    internal override ILogger Logger => throw error;

    public override Task<TResult> CallStep<TArguments, TResult>(
        StepDescriptor<TArguments, TResult> step, CallSite site, object? target, TArguments arguments) => Fail<TResult>();

    public override Task<TResult> CallWorkflow<TArguments, TResult>(ChildWorkflow<TArguments, TResult> child, CallSite site, TArguments arguments) => Fail<TResult>();

    public override Task Sleep(CallSite site, TimeSpan duration) => Fail<Unit>();

    public override Task SleepUntil(CallSite site, DateTimeOffset dueAt) => Fail<Unit>();

    public override Task WithTimeout(CallSite site, Task task, TimeSpan timeout) => Fail<Unit>();

    public override Task<TResult> WithTimeout<TResult>(CallSite site, Task<TResult> task, TimeSpan timeout) => Fail<TResult>();

    public override Task<T> WaitForSignal<T>(CallSite site, string name, TimeSpan? timeout) => Fail<T>();

    public override Task<Hook<T>> CreateHook<T>(CallSite site, string? name, TimeSpan? expiresAfter, string? token, int? deliveriesMax) => Fail<Hook<T>>();

    public override Task<bool> Until(CallSite site, Func<bool> condition, TimeSpan? timeout) => Fail<bool>();

    public override Task Send(CallSite site, string runId, string name) => Fail<Unit>();

    public override Task Send<T>(CallSite site, string runId, string name, T payload) => Fail<Unit>();

    public override IAsyncEnumerable<TTask> WhenEach<TTask>(IEnumerable<TTask> tasks) => throw error;

    /// <summary>Nobody waits for it: the run is blocked by then, and a throw would end the process.</summary>
    public override void SetStatus(CallSite site, string? text)
    {
    }

    /// <inheritdoc cref="SetStatus"/>
    public override void SetAttribute(CallSite site, string key, AttributeValue? value)
    {
    }

    internal override Guid NewGuid() => throw error;

    internal override bool Patched(string id) => throw error;

    internal override Task<string> Detach(Func<Task> work) => Fail<string>();

    internal override Task Shield(Func<Task> work) => Fail<Unit>();

    internal override Task<TResult> Shield<TResult>(Func<Task<TResult>> work) => Fail<TResult>();

    internal override ContinueAsNewException ContinueAsNew(object?[]? arguments) => throw error;

    internal override RunScope Here() => this;

    private Task<TResult> Fail<TResult>()
    {
        var failed = Task.FromException<TResult>(error);
        // The run is blocked by it; that nobody looks at the task is no unobserved exception of the program.
        _ = failed.Exception;
        return failed;
    }
}
