using System.Diagnostics.CodeAnalysis;
using DurableSdk.Replay;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace DurableSdk.Worker;

/// <summary>Executes step attempts on the thread pool, bounded, each on an instance from a scope of its own.</summary>
[SuppressMessage("Design", "CA1001", Justification = "A semaphore without a wait handle holds nothing, and late steps still release it.")]
internal sealed partial class StepRunner(WorkerContext worker)
{
    private static readonly TimeSpan LongestTimeout = TimeSpan.FromDays(48);

    private readonly SemaphoreSlim _slots = new(worker.Options.MaxConcurrentSteps);
    private readonly ILogger _log = worker.Log;

    public void Start(StepAttempt attempt) => Task.Run(() => RunAsync(attempt));

    private async Task RunAsync(StepAttempt attempt)
    {
        var outcome = await OutcomeAsync(attempt);
        attempt.IsOver = true;
        attempt.Run.Post(new AttemptEnded(attempt, outcome));
    }

    /// <summary>Always gives an outcome. The registration is over by then: whoever gets the outcome disposes the attempt.</summary>
    private async Task<AttemptOutcome> OutcomeAsync(StepAttempt attempt)
    {
        try
        {
            await using var stop = worker.Stopping.UnsafeRegister(static attempt => ((StepAttempt)attempt!).FireToken(), attempt);
            return await WithSlotAsync(attempt);
        }
        catch (Exception e)
        {
            return new AttemptBlocked(Errors.HostingErrors.EngineFailed(attempt.Run.RunId, e));
        }
    }

    private async Task<AttemptOutcome> WithSlotAsync(StepAttempt attempt)
    {
        try
        {
            await _slots.WaitAsync(attempt.Token);
        }
        catch (OperationCanceledException e)
        {
            return attempt.IsCanceled ? new AttemptFailed(e) : new AttemptAbandoned();
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

    private async Task<AttemptOutcome> ExecuteAsync(StepAttempt attempt)
    {
        using var deadline = DeadlineOf(attempt);
        try
        {
            return deadline is null
                ? new AttemptCompleted(await InvokeAsync(attempt))
                : await InvokeWithDeadlineAsync(attempt, deadline);
        }
        catch (RunBlockedException e)
        {
            return new AttemptBlocked(e.Error);
        }
        catch (Exception) when (worker.Stopping.IsCancellationRequested && !attempt.IsCanceled)
        {
            return new AttemptAbandoned();
        }
        catch (Exception e) when (deadline is { IsCancellationRequested: true } && !attempt.IsCanceled)
        {
            // Whatever the token made it throw: drivers have exceptions of their own for that.
            return new AttemptFailed(TimedOut(attempt, e));
        }
        catch (Exception e)
        {
            return new AttemptFailed(e);
        }
    }

    /// <summary>Timers of the base library end at 49 days; no attempt lives that long.</summary>
    private CancellationTokenSource? DeadlineOf(StepAttempt attempt) =>
        attempt.Call.Options.Timeout is { } timeout && timeout < LongestTimeout ? new CancellationTokenSource(timeout, worker.Options.TimeProvider) : null;

    private async Task<AttemptOutcome> InvokeWithDeadlineAsync(StepAttempt attempt, CancellationTokenSource deadline)
    {
        await using var timeout = deadline.Token.UnsafeRegister(static attempt => ((StepAttempt)attempt!).FireToken(), attempt);
        using var ended = new CancellationTokenSource();
        var fence = Task.Delay(attempt.Call.Options.Timeout!.Value + worker.Options.StepGracePeriod, worker.Options.TimeProvider, ended.Token);
        // A thread of its own: a step that blocks before its first await must be fenced too.
        var invoke = Task.Run(() => InvokeAsync(attempt), CancellationToken.None);
        await WaitUntilFencedAsync(invoke, fence);
        await ended.CancelAsync();
        return invoke.IsCompleted ? new AttemptCompleted(await invoke) : new AttemptFailed(TimedOut(attempt, cause: null));
    }

    /// <summary>An attempt that ignores its token is fenced after the grace period: whatever it still gives is of no account.</summary>
    private static async Task WaitUntilFencedAsync(Task invoke, Task fence)
    {
        await Task.WhenAny(invoke, fence);
        _ = invoke.ContinueWith(static late => late.Exception, CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted, TaskScheduler.Default);
    }

    private async Task<ReadOnlyMemory<byte>> InvokeAsync(StepAttempt attempt)
    {
        var scope = worker.Runtime.Services.CreateAsyncScope();
        var target = default(StepTarget);
        try
        {
            target = TargetOf(attempt, scope.ServiceProvider);
            StepContext.Enter(new StepContext(attempt.Run.RunId, attempt.Call.Id, attempt.Number));
            return await attempt.Call.InvokeAsync(target.Instance, attempt.Token);
        }
        finally
        {
            await DisposeAsync(attempt, target, scope);
        }
    }

    /// <summary>What the step's method gave stands: it isn't done again because something could not be tidied away after it.</summary>
    private async Task DisposeAsync(StepAttempt attempt, StepTarget target, AsyncServiceScope scope)
    {
        try
        {
            await using (scope)
            {
                if (target.IsOwned)
                    await InstanceDisposal.DisposeAsync(target.Instance);
            }
        }
        catch (Exception e)
        {
            LogDisposeFailed(e, attempt.Call.Id, attempt.Run.RunId);
        }
    }

    private StepTarget TargetOf(StepAttempt attempt, IServiceProvider services)
    {
        try
        {
            return worker.Runtime.Instances.ForStep(services, attempt.Call, attempt.Run.Definition.Service);
        }
        catch (DurableException e)
        {
            throw new RunBlockedException(e);
        }
    }

    private static TimeoutException TimedOut(StepAttempt attempt, Exception? cause) =>
        new($"Attempt {attempt.Number} of step {attempt.Call.Id} took longer than its timeout of {attempt.Call.Options.Timeout}.", cause);

    [LoggerMessage(30, LogLevel.Warning, "What step {StepId} of run {RunId} ran on threw while it was disposed; the step's outcome stands.")]
    private partial void LogDisposeFailed(Exception exception, string stepId, string runId);
}
