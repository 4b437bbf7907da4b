using DurableSdk.Hosting;

namespace DurableSdk.Testing.Scheduling;

/// <summary>A process's work on a loop.</summary>
internal sealed class LoopExecution(Loop loop, LoopScheduler process, TimeProvider time) : Execution
{
    public override bool IsClockExact => true;

    public override TaskScheduler SchedulerOfRuns(int concurrent) => process;

    /// <summary>Who waits goes on by a turn of its own anyway; told to, the base library would take it to the thread pool.</summary>
    public override TaskCompletionSource NewSignal() => new();

    public override Task RunAsync(Func<Task> work) => Start(work).Unwrap();

    public override Task<TResult> RunAsync<TResult>(Func<Task<TResult>> work) => Start(work).Unwrap();

    public override void Queue<TState>(Action<TState> callback, TState state) => process.Post(() => callback(state));

    public override Task CancelAsync(CancellationTokenSource source) => process.Post(source.Cancel);

    public override Task PauseAsync(TimeSpan pause, Func<TimeSpan, CancellationToken, Task> news, CancellationToken cancel) => loop.DriveAsync(Task.Delay(pause, time, cancel));

    public override ValueTask<TResult> Outside<TResult>(ValueTask<TResult> work) => work.IsCompleted ? work : OutsideAsync(work);

    private async ValueTask<TResult> OutsideAsync<TResult>(ValueTask<TResult> work)
    {
        process.Leave();
        try
        {
            return await work;
        }
        finally
        {
            process.Return();
        }
    }

    private Task<TResult> Start<TResult>(Func<TResult> work) =>
        Task.Factory.StartNew(work, CancellationToken.None, TaskCreationOptions.DenyChildAttach, process);
}
