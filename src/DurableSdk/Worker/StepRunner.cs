using System.Diagnostics.CodeAnalysis;
using DurableSdk.Replay;
using Microsoft.Extensions.DependencyInjection;

namespace DurableSdk.Worker;

/// <summary>Executes step attempts on the thread pool, bounded, each on an instance from a scope of its own.</summary>
[SuppressMessage("Design", "CA1001", Justification = "A semaphore without a wait handle holds nothing, and late steps still release it.")]
internal sealed class StepRunner(WorkerContext worker)
{
    private readonly SemaphoreSlim _slots = new(worker.Options.MaxConcurrentSteps);

    public void Start(StepAttempt attempt) => Task.Run(() => RunAsync(attempt));

    private async Task RunAsync(StepAttempt attempt)
    {
        var outcome = await WithSlotAsync(attempt);
        attempt.IsOver = true;
        attempt.Run.Post(new AttemptEnded(attempt, outcome));
    }

    private async Task<AttemptOutcome> WithSlotAsync(StepAttempt attempt)
    {
        using var cancel = CancellationTokenSource.CreateLinkedTokenSource(attempt.Token, worker.Stopping);
        try
        {
            await _slots.WaitAsync(cancel.Token);
        }
        catch (OperationCanceledException e)
        {
            return attempt.IsCanceled ? new AttemptFailed(e) : new AttemptAbandoned();
        }

        try
        {
            worker.SlowSteps.Add(attempt);
            return await ExecuteAsync(attempt, cancel);
        }
        finally
        {
            _slots.Release();
        }
    }

    private async Task<AttemptOutcome> ExecuteAsync(StepAttempt attempt, CancellationTokenSource cancel)
    {
        using var deadline = attempt.Call.Options.Timeout is { } timeout ? new CancellationTokenSource(timeout, worker.Options.TimeProvider) : null;
        try
        {
            return deadline is null
                ? new AttemptCompleted(await InvokeAsync(attempt, cancel.Token))
                : await InvokeWithDeadlineAsync(attempt, cancel, deadline);
        }
        catch (RunBlockedException e)
        {
            return new AttemptBlocked(e.Error);
        }
        catch (Exception) when (worker.Stopping.IsCancellationRequested && !attempt.IsCanceled)
        {
            return new AttemptAbandoned();
        }
        catch (OperationCanceledException) when (deadline is { IsCancellationRequested: true } && !attempt.IsCanceled)
        {
            return new AttemptFailed(TimedOut(attempt));
        }
        catch (Exception e)
        {
            return new AttemptFailed(e);
        }
    }

    private async Task<AttemptOutcome> InvokeWithDeadlineAsync(StepAttempt attempt, CancellationTokenSource cancel, CancellationTokenSource deadline)
    {
        using var token = CancellationTokenSource.CreateLinkedTokenSource(cancel.Token, deadline.Token);
        var invoke = InvokeAsync(attempt, token.Token);
        await WaitUntilFencedAsync(invoke, attempt.Call.Options.Timeout!.Value);
        return invoke.IsCompleted ? new AttemptCompleted(await invoke) : new AttemptFailed(TimedOut(attempt));
    }

    /// <summary>An attempt that ignores its token is fenced after the grace period: whatever it still gives is of no account.</summary>
    private async Task WaitUntilFencedAsync(Task invoke, TimeSpan timeout)
    {
        using var ended = new CancellationTokenSource();
        var fence = Task.Delay(timeout + worker.Options.StepGracePeriod, worker.Options.TimeProvider, ended.Token);
        await Task.WhenAny(invoke, fence);
        await ended.CancelAsync();
        _ = invoke.ContinueWith(static late => late.Exception, CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted, TaskScheduler.Default);
    }

    private async Task<ReadOnlyMemory<byte>> InvokeAsync(StepAttempt attempt, CancellationToken cancel)
    {
        await using var scope = worker.Runtime.Services.CreateAsyncScope();
        var call = attempt.Call;
        var workflow = attempt.Run.Definition.Service;
        var target = TargetOf(call, scope.ServiceProvider, workflow);
        try
        {
            StepContext.Enter(new StepContext(attempt.Run.RunId, call.Id, attempt.Number));
            return await call.InvokeAsync(target, cancel);
        }
        finally
        {
            if (call.TargetType == workflow)
                await InstanceDisposal.DisposeAsync(target);
        }
    }

    private object? TargetOf(StepCall call, IServiceProvider services, Type? workflow)
    {
        try
        {
            return worker.Instances.ForStep(services, call, workflow);
        }
        catch (DurableException e)
        {
            throw new RunBlockedException(e);
        }
    }

    private static TimeoutException TimedOut(StepAttempt attempt) =>
        new($"Attempt {attempt.Number} of step {attempt.Call.Id} took longer than its timeout of {attempt.Call.Options.Timeout}.");
}
