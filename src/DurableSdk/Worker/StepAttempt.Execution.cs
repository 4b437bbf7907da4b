using DurableSdk.Replay;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace DurableSdk.Worker;

/// <summary>
/// Executes the step's method, each time on an instance from a scope of its own: a pipeline may call it again, or
/// twice at once. What gave a result is kept until the result is written, for it may still read from its scope.
/// </summary>
internal sealed partial class StepAttempt : IStepExecution
{
    private Instance? _lastKept;
    private bool _keepsNoMore;
    private volatile RunBlockedException? _blocked;

    private WorkerContext Worker => Run.Steps.Worker;

    public ValueTask<TResult> ExecuteAsync<TResult>(IStepMethod<TResult> method) =>
        Worker.Options.StandIn is { } standIn ? InTestAsync(standIn, method) : OwnAsync(method);

    /// <summary>The result is written, or there is none.</summary>
    public async ValueTask DisposeInstancesAsync()
    {
        Instance? kept;
        lock (this)
        {
            _keepsNoMore = true;
            kept = _lastKept;
        }

        for (; kept is not null; kept = kept.KeptBefore)
            await DisposeAsync(kept);
    }

    private async ValueTask<TResult> InTestAsync<TResult>(IStepStandIn standIn, IStepMethod<TResult> method)
    {
        if (standIn.Begin(this) is { } instead)
            return await InsteadAsync<TResult>(instead, Token);
        await standIn.DelayAsync(this, Token);
        return await OwnAsync(method);
    }

    private ValueTask<TResult> OwnAsync<TResult>(IStepMethod<TResult> method) =>
        Call.Options.Pipeline is { } pipeline ? ThroughAsync(pipeline, method, Token)
        : CallAsync(method, Call.TakesCancellation ? Token : CancellationToken.None);

    private async ValueTask<TResult> InsteadAsync<TResult>(Func<CancellationToken, Task<object?>> instead, CancellationToken cancel)
    {
        StepContext.Enter(new StepContext(Run.RunId, Call.Id, Number, Transaction));
        return await instead(cancel) is TResult result ? result : default!;
    }

    private async ValueTask<TResult> ThroughAsync<TResult>(
        string pipeline, IStepMethod<TResult> method, CancellationToken cancel)
    {
        try
        {
            var result = await Worker.Pipelines.ExecuteAsync(Call.Id, pipeline, token => UnlessBlockedAsync(method, token), cancel);
            if (_blocked is null)
                return result;
        }
        catch (Exception) when (_blocked is not null)
        {
            // What the pipeline made of it says nothing.
        }

        throw _blocked;
    }

    /// <summary>What only a person can mend isn't the pipeline's business; none handles a cancellation unless it is told to.</summary>
    private async ValueTask<TResult> UnlessBlockedAsync<TResult>(IStepMethod<TResult> method, CancellationToken cancel)
    {
        try
        {
            return await CallAsync(method, cancel);
        }
        catch (RunBlockedException e)
        {
            _blocked = e;
            throw new OperationCanceledException(e.Message, e);
        }
    }

    private ValueTask<TResult> CallAsync<TResult>(IStepMethod<TResult> method, CancellationToken cancel) =>
        Call.Service is null ? OnNothingAsync(method, cancel) : OnInstanceAsync(method, cancel);

    /// <summary>A static method has no use for a scope.</summary>
    private async ValueTask<TResult> OnNothingAsync<TResult>(IStepMethod<TResult> method, CancellationToken cancel)
    {
        StepContext.Enter(new StepContext(Run.RunId, Call.Id, Number, Transaction));
        return await Worker.Execution.Outside(method.CallAsync(null, cancel));
    }

    private async ValueTask<TResult> OnInstanceAsync<TResult>(IStepMethod<TResult> method, CancellationToken cancel)
    {
        var instance = new Instance { Scope = Worker.Runtime.Services.CreateAsyncScope() };
        var isKept = false;
        try
        {
            instance.Target = TargetOf(instance.Scope.ServiceProvider);
            StepContext.Enter(new StepContext(Run.RunId, Call.Id, Number, Transaction));
            var result = await Worker.Execution.Outside(method.CallAsync(instance.Target.Instance, cancel));
            isKept = Keep(instance);
            return result;
        }
        finally
        {
            // Where no pipeline calls the method again, the attempt tidies up when it is over: that is no part of its time.
            if (!isKept && !(Call.Options.Pipeline is null && Keep(instance)))
                await DisposeAsync(instance);
        }
    }

    private bool Keep(Instance instance)
    {
        lock (this)
        {
            if (_keepsNoMore)
                return false;
            instance.KeptBefore = _lastKept;
            _lastKept = instance;
            return true;
        }
    }

    private StepTarget TargetOf(IServiceProvider services)
    {
        try
        {
            return Worker.Runtime.Instances.ForStep(services, Call, Run.Definition.Service);
        }
        catch (DurableException e)
        {
            throw new RunBlockedException(e);
        }
    }

    /// <summary>What the step's method gave stands: it isn't done again because something could not be tidied away after it.</summary>
    private async ValueTask DisposeAsync(Instance instance)
    {
        try
        {
            await using (instance.Scope)
            {
                if (instance.Target.IsOwned)
                    await InstanceDisposal.DisposeAsync(instance.Target.Instance);
            }
        }
        catch (Exception e)
        {
            LogDisposeFailed(Worker.Log, Call.Id, Run.RunId, ExceptionTraces.Of(e));
        }
    }

    [LoggerMessage(30, LogLevel.Warning, "What step {StepId} of run {RunId} ran on threw while it was disposed; the step's outcome stands. {Trace}")]
    private static partial void LogDisposeFailed(ILogger log, string stepId, string runId, string trace);

    private sealed class Instance
    {
        public required AsyncServiceScope Scope { get; init; }

        public StepTarget Target { get; set; }

        public Instance? KeptBefore { get; set; }
    }
}
