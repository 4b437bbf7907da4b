using DurableSdk.Storage;

namespace DurableSdk.Hosting;

/// <summary>
/// Where the work of a host runs: on the thread pool, by the real clock. A test host replaces it by one thread and a clock of its own, so that a seed
/// fixes what follows what. Whatever leaves the thread that it runs on goes through here.
/// </summary>
internal class Execution
{
    /// <summary>The thread pool.</summary>
    public static Execution Pool { get; } = new();

    /// <summary>Whether timers come at their very time and the clock never jumps, so that nobody needs to look at it in between.</summary>
    public virtual bool IsClockExact => false;

    /// <summary>Where runs execute.</summary>
    public virtual TaskScheduler SchedulerOfRuns => TaskScheduler.Default;

    /// <summary>Something to wait for; who waits goes on apart from who completes it.</summary>
    public virtual TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Begins work apart from the caller, who doesn't wait for it.</summary>
    public virtual void Begin(PoolWork work) => work.Begin();

    /// <summary>The last that begun work does before it leaves its thread.</summary>
    public virtual void End<TState>(Action<TState> last, TState state) => PoolWork.End(last, state);

    /// <summary>Before code of the user's runs on this thread: what it has begun doesn't wait for it.</summary>
    public virtual void LetGo() => PoolWork.LetGo();

    /// <summary>Runs work apart from the caller.</summary>
    public virtual Task RunAsync(Func<Task> work) => Task.Run(work);

    /// <inheritdoc cref="RunAsync(Func{Task})"/>
    public virtual Task<TResult> RunAsync<TResult>(Func<Task<TResult>> work) => Task.Run(work);

    /// <summary>Does what somebody may wait for on the thread of a user interface, which it must not need to go on.</summary>
    public virtual Task ApartAsync(Func<Task> work) => SynchronizationContext.Current is null ? work() : Task.Run(work);

    /// <inheritdoc cref="ApartAsync(Func{Task})"/>
    public virtual Task<TResult> ApartAsync<TResult>(Func<Task<TResult>> work) => SynchronizationContext.Current is null ? work() : Task.Run(work);

    /// <summary>Goes on apart from the thread of a user interface, and stays where it is on any other.</summary>
    public virtual Departure Leave() => new(SynchronizationContext.Current is not null);

    /// <summary>Calls back apart from the caller.</summary>
    public virtual void Queue<TState>(Action<TState> callback, TState state) => ThreadPool.UnsafeQueueUserWorkItem(callback, state, preferLocal: false);

    /// <summary>Cancels; what hangs on the token runs apart from the caller.</summary>
    public virtual Task CancelAsync(CancellationTokenSource source) => source.CancelAsync();

    /// <summary>Does all of a wait that looks again and again.</summary>
    public virtual Task<TResult> WaitAsync<TResult>(Func<Task<TResult>> wait) => wait();

    /// <summary>
    /// Begins to listen for commits. First this, then the look into the store, then what it gives: that waits before the store is looked at again, for so long at most. Not by the clock of the runs: this is
    /// how often another program's commits are looked for.
    /// </summary>
    /// <param name="store">What is looked at.</param>
    /// <param name="answers">Hears of this program's own commits.</param>
    /// <param name="cancel">Gives up.</param>
    public virtual ValueTask<Func<TimeSpan, CancellationToken, Task>> ListenAsync(IEventStore store, AnswerSignals.Listener answers, CancellationToken cancel) => new(answers.WaitAsync);

    /// <summary>Code of the user's own, which may go anywhere.</summary>
    public virtual ValueTask<TResult> Outside<TResult>(ValueTask<TResult> work) => work;
}
