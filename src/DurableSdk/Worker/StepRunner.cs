using System.Diagnostics.CodeAnalysis;
using DurableSdk.Replay;
using DurableSdk.Telemetry;

namespace DurableSdk.Worker;

/// <summary>Executes step attempts on the thread pool, bounded, each on an instance from a scope of its own.</summary>
[SuppressMessage("Design", "CA1001", Justification = "A semaphore without a wait handle holds nothing, and late steps still release it.")]
internal sealed class StepRunner(WorkerContext worker)
{
    private static readonly TimeSpan LongestTimeout = TimeSpan.FromDays(48);

    private readonly SemaphoreSlim _slots = new(worker.Options.MaxConcurrentSteps);

    public WorkerContext Worker => worker;

    public void Start(StepAttempt attempt) => worker.Execution.Begin(attempt);

    public async Task RunAsync(StepAttempt attempt)
    {
        var ending = OutcomeAsync(attempt, takesSlot: true);
        // One that has waited for something may end on any thread, of the user's too, and under any lock: there the run must not go on.
        var isHere = ending.IsCompleted;
        var outcome = await ending;
        attempt.IsOver = true;
        if (isHere)
            worker.Execution.End(static outcome => outcome.Attempt.Run.PostLast(outcome), outcome);
        else
            attempt.Run.Post(outcome);
    }

    /// <summary>An attempt in a transaction takes no slot: the store bounds how many there are, and they would keep it waiting for one.</summary>
    public ValueTask<AttemptOutcome> RunInTransactionAsync(StepAttempt attempt) => OutcomeAsync(attempt, takesSlot: false);

    /// <summary>Always gives an outcome. The registration is over by then: whoever gets the outcome disposes the attempt.</summary>
    private async ValueTask<AttemptOutcome> OutcomeAsync(StepAttempt attempt, bool takesSlot)
    {
        try
        {
            await using var stop = worker.Stopping.UnsafeRegister(static attempt => ((StepAttempt)attempt!).FireToken(), attempt);
            return await (takesSlot ? WithSlotAsync(attempt) : ExecuteAsync(attempt));
        }
        catch (Exception e)
        {
            return new AttemptBlocked(attempt, Errors.HostingErrors.EngineFailed(attempt.Run.RunId, e));
        }
    }

    private async ValueTask<AttemptOutcome> WithSlotAsync(StepAttempt attempt)
    {
        try
        {
            await WaitForSlotAsync(attempt);
        }
        catch (OperationCanceledException e)
        {
            return attempt.IsCanceled ? new AttemptFailed(attempt, e) : new AttemptAbandoned(attempt);
        }

        try
        {
            worker.SlowSteps.Add(attempt);
            return await ExecuteAsync(attempt);
        }
        finally
        {
            _slots.Release();
        }
    }

    /// <summary>How many attempts have a slot.</summary>
    public int Running => worker.Options.MaxConcurrentSteps - _slots.CurrentCount;

    /// <summary>Only who has to wait needs a token to be woken by.</summary>
    private Task WaitForSlotAsync(StepAttempt attempt) => !attempt.IsTokenFired && _slots.Wait(0) ? Task.CompletedTask : _slots.WaitAsync(attempt.Token);

    private ValueTask<AttemptOutcome> ExecuteAsync(StepAttempt attempt) =>
        worker.Runtime.Metrics.MeasuresAttempts || worker.Runtime.Traces.HasListeners ? WatchedAsync(attempt) : UnwatchedAsync(attempt);

    private async ValueTask<AttemptOutcome> WatchedAsync(StepAttempt attempt)
    {
        var activity = worker.Runtime.Traces.BeginAttempt(attempt);
        var begun = worker.Options.TimeProvider.GetTimestamp();
        var outcome = await UnwatchedAsync(attempt);
        worker.Runtime.Metrics.Attempted(outcome, worker.Options.TimeProvider.GetElapsedTime(begun));
        Traces.Attempted(activity, outcome);
        Traces.End(activity);
        return outcome;
    }

    private async ValueTask<AttemptOutcome> UnwatchedAsync(StepAttempt attempt)
    {
        using var deadline = DeadlineOf(attempt);
        try
        {
            return deadline is null
                ? new AttemptCompleted(attempt, await InvokeAsync(attempt))
                : await ExecuteAsync(attempt, deadline);
        }
        catch (Exception e)
        {
            return OutcomeOf(attempt, deadline, e);
        }
    }

    private AttemptOutcome OutcomeOf(StepAttempt attempt, CancellationTokenSource? deadline, Exception error) => error switch
    {
        RunBlockedException blocked => new AttemptBlocked(attempt, blocked.Error),
        _ when attempt.IsCanceled => new AttemptFailed(attempt, error),
        _ when worker.Stopping.IsCancellationRequested => new AttemptAbandoned(attempt),
        // Whatever the token made it throw: drivers have exceptions of their own for that.
        _ when deadline is { IsCancellationRequested: true } => new AttemptFailed(attempt, TimedOut(attempt, error)),
        _ => new AttemptFailed(attempt, error),
    };

    /// <summary>Timers of the base library end at 49 days; no attempt lives that long. Its time begins when it does.</summary>
    private CancellationTokenSource? DeadlineOf(StepAttempt attempt) =>
        attempt.Call.Options.Timeout < LongestTimeout ? new CancellationTokenSource(Timeout.InfiniteTimeSpan, worker.Options.TimeProvider) : null;

    private async Task<AttemptOutcome> ExecuteAsync(StepAttempt attempt, CancellationTokenSource deadline)
    {
        await using var timeout = deadline.Token.UnsafeRegister(static attempt => ((StepAttempt)attempt!).FireToken(), attempt);
        using var ended = new CancellationTokenSource();
        var answer = new StepAnswer(worker.Execution.NewSignal(), deadline);
        var fence = new StepFence(worker.Execution.NewSignal());
        // A thread of its own: a step that blocks before its first await must be fenced too. Its time begins there: a pool that is busy may take long to give one.
        var invoke = worker.Execution.RunAsync(() =>
        {
            BeginTime(attempt.Call.Options.Timeout!.Value, deadline, fence, ended.Token);
            return AnswerAsync(attempt, answer);
        });
        await Task.WhenAny(fence.Begun, invoke);
        // It doesn't begin where the program's clock throws.
        if (!fence.Begun.IsCompleted)
            await invoke;
        await WaitUntilFencedAsync(invoke, answer.Returned, fence.Over!);
        await worker.Execution.CancelAsync(ended);
        if (!answer.Returned.IsCompleted)
            return new AttemptFailed(attempt, TimedOut(attempt, cause: null), IsFenced: true);
        return answer.Error is { } error ? OutcomeOf(attempt, deadline, error) : new AttemptCompleted(attempt, answer.Result);
    }

    private void BeginTime(TimeSpan limit, CancellationTokenSource deadline, StepFence fence, CancellationToken ended)
    {
        deadline.CancelAfter(limit);
        fence.Begin(Task.Delay(limit + worker.Options.StepGracePeriod, worker.Options.TimeProvider, ended));
    }

    /// <summary>An attempt that ignores its token is fenced after the grace period: whatever it still gives is of no account.</summary>
    private static async Task WaitUntilFencedAsync(Task invoke, Task returned, Task fence)
    {
        await Task.WhenAny(returned, fence);
        // Until then what it ran on may take to be tidied away.
        if (returned.IsCompleted)
            await Task.WhenAny(invoke, fence);
        _ = invoke.ContinueWith(static late => late.Exception, CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted, TaskScheduler.Default);
    }

    private static async ValueTask<ReadOnlyMemory<byte>> InvokeAsync(StepAttempt attempt)
    {
        try
        {
            return await attempt.Call.InvokeAsync(attempt);
        }
        finally
        {
            await attempt.DisposeInstancesAsync();
        }
    }

    private static async Task AnswerAsync(StepAttempt attempt, StepAnswer answer)
    {
        try
        {
            answer.Set(await attempt.Call.InvokeAsync(attempt));
        }
        catch (Exception e)
        {
            // Not thrown on: that would change the trace under whoever reads it.
            answer.Set(e);
        }
        finally
        {
            await attempt.DisposeInstancesAsync();
        }
    }

    private static TimeoutException TimedOut(StepAttempt attempt, Exception? cause) =>
        new($"Attempt {attempt.Number} of step {attempt.Call.Id} took longer than its timeout of {attempt.Call.Options.Timeout}.", cause);
}
