using DurableSdk.Hosting;
using DurableSdk.Storage;

namespace DurableSdk.Testing.Scheduling;

/// <summary>A process's work on a loop.</summary>
internal sealed class LoopExecution(Loop loop, LoopScheduler process) : Execution
{
    public override bool IsClockExact => true;

    public override TaskScheduler SchedulerOfRuns => process;

    /// <summary>Who waits goes on by a turn of its own anyway; told to, the base library would take it to the thread pool.</summary>
    public override TaskCompletionSource NewSignal() => new();

    public override void Begin(PoolWork work) => Start(work.RunAsync);

    public override Task RunAsync(Func<Task> work) => Start(work).Unwrap();

    public override Task<TResult> RunAsync<TResult>(Func<Task<TResult>> work) => Start(work).Unwrap();

    /// <summary>Who waits runs the loop meanwhile.</summary>
    public override Task ApartAsync(Func<Task> work) => work();

    /// <inheritdoc/>
    public override Task<TResult> ApartAsync<TResult>(Func<Task<TResult>> work) => work();

    /// <summary>A test's loop isn't to be left.</summary>
    public override Departure Leave() => default;

    public override void Queue<TState>(Action<TState> callback, TState state) => process.Post(() => callback(state));

    public override Task CancelAsync(CancellationTokenSource source) => process.Post(source.Cancel);

    /// <summary>From outside the loop it runs the loop meanwhile.</summary>
    public override Task<TResult> WaitAsync<TResult>(Func<Task<TResult>> wait) => loop.IsInside ? wait() : loop.DriveAsync(RunAsync(wait));

    /// <summary>Waits for the next commit, however long: looks by the clock would let time pass for ever, where nothing else is left to happen.</summary>
    public override async ValueTask<Func<TimeSpan, CancellationToken, Task>> ListenAsync(IEventStore store, AnswerSignals.Listener answers, CancellationToken cancel)
    {
        var position = await store.GetLastPositionAsync(cancel);
        return (_, token) => store.WaitForEventsAsync(position, token).AsTask();
    }

    public override ValueTask<TResult> Outside<TResult>(ValueTask<TResult> work) => work.IsCompleted ? work : OutsideAsync(work);

    private async ValueTask<TResult> OutsideAsync<TResult>(ValueTask<TResult> work)
    {
        var step = StepContext.CurrentOrNull;
        process.Leave(step);
        try
        {
            return await work;
        }
        finally
        {
            process.Return(step);
        }
    }

    private Task<TResult> Start<TResult>(Func<TResult> work) =>
        Task.Factory.StartNew(loop.Inside(work), CancellationToken.None, TaskCreationOptions.DenyChildAttach, process);
}
