using DurableSdk.CompilerServices;
using DurableSdk.Errors;

namespace DurableSdk.Replay;

/// <summary>Time limits on tasks: a timer of the log beside the task, and the first of both counts.</summary>
internal sealed partial class ReplayCore
{
    public Task WithTimeout(CallSite site, Task task, TimeSpan timeout)
    {
        ArgumentNullException.ThrowIfNull(task);
        var id = NextId(site);
        if (LimitOf(id, site, timeout) is not { } limit || task.IsCompleted)
            return task;
        var operation = new PlainTimeoutOperation(CallOf(id, site, TextOf(limit), limit, null), task);
        Watch(operation);
        return operation.Task;
    }

    public Task<TResult> WithTimeout<TResult>(CallSite site, Task<TResult> task, TimeSpan timeout)
    {
        ArgumentNullException.ThrowIfNull(task);
        var id = NextId(site);
        if (LimitOf(id, site, timeout) is not { } limit || task.IsCompleted)
            return task;
        var operation = new TimeoutOperation<TResult>(CallOf(id, site, TextOf(limit), limit, null), task);
        Watch(operation);
        return operation.Task;
    }

    /// <summary>As the base library has it for its own waits; a limit that lies in the past is a mistake of the code, which is mended by a new build.</summary>
    /// <returns>Null for no limit.</returns>
    private TimeSpan? LimitOf(string id, CallSite site, TimeSpan? given)
    {
        if (given is not { Ticks: < 0 } limit)
            return given;
        if (limit != Timeout.InfiniteTimeSpan)
            Block(ReplayErrors.NegativeLimit(_setup, id, site.Source, limit));
        return null;
    }

    /// <summary>On the run's scheduler, so that the end of the task counts at its place between the events, and a foreign one is noticed.</summary>
    private void Watch(TimeoutOperation operation)
    {
        Issue(operation);
        operation.Awaited!.ContinueWith(ended => AwaitedEnded(operation, ended), CancellationToken.None, TaskContinuationOptions.None, _scheduler);
    }

    private void AwaitedEnded(TimeoutOperation operation, Task ended)
    {
        // One that lost may fail when nobody looks at it any more.
        _ = ended.Exception;
        if (!operation.End(ended))
            return;
        Settle(operation);
        Enqueue(operation);
    }

    /// <summary>Cancels the operation that a task stands for, and what that waits for; a task of something else goes on.</summary>
    private void GiveUp(Task? task)
    {
        if (task?.AsyncState is not Operation { IsDelivered: false } operation || _operations.Find(operation.Id) != operation)
            return;
        GiveUp(operation, new CancellationToken(canceled: true));
        Settle(operation);
        Enqueue(operation);
        if (operation is TimeoutOperation timeout)
            GiveUp(timeout.Awaited);
    }
}
