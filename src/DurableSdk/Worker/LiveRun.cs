using DurableSdk.CompilerServices;
using DurableSdk.Hosting;
using DurableSdk.Replay;
using Microsoft.Extensions.DependencyInjection;

namespace DurableSdk.Worker;

/// <summary>A run's code in memory: the core, and the instance it runs on with its scope.</summary>
internal sealed class LiveRun : IAsyncDisposable
{
    private readonly AsyncServiceScope _scope;
    private readonly object? _instance;

    private LiveRun(AsyncServiceScope scope, object? instance, ReplayCore core)
    {
        _scope = scope;
        _instance = instance;
        Core = core;
    }

    public ReplayCore Core { get; }

    /// <summary>Waits for a slot: constructors are the user's code too.</summary>
    /// <exception cref="DurableException">DS2003: the instance can't be made.</exception>
    public static async ValueTask<LiveRun> CreateAsync(WorkerContext worker, RunActor run, long logEnd, RunHistory? history)
    {
        await worker.RunSlots.WaitAsync(worker.Abandoned);
        try
        {
            return await CreateAsync(worker.Runtime, run.RunId, run.Definition, logEnd, history, () => run.Post(new Wake()), run.Violate);
        }
        finally
        {
            worker.RunSlots.Release();
        }
    }

    /// <exception cref="DurableException">DS2003: the instance can't be made.</exception>
    public static async ValueTask<LiveRun> CreateAsync(
        DurableRuntime runtime,
        string runId,
        WorkflowDefinition definition,
        long logEnd,
        RunHistory? history,
        Action? onViolation = null,
        Action<DurableException>? onLateViolation = null)
    {
        var scope = runtime.Services.CreateAsyncScope();
        try
        {
            var instance = runtime.Instances.ForWorkflow(scope.ServiceProvider, definition);
            var setup = new RunSetup
            {
                RunId = runId,
                Definition = definition,
                Target = instance,
                Serializer = runtime.Serializer,
                HashKeys = runtime.HashKeys,
                Exceptions = runtime.Exceptions,
                OnViolation = onViolation,
                OnLateViolation = onLateViolation,
            };
            return new LiveRun(scope, instance, new ReplayCore(setup, logEnd, history));
        }
        catch
        {
            await DisposeQuietlyAsync(scope);
            throw;
        }
    }

    /// <summary>What has failed before says more than what fails as it is tidied away.</summary>
    private static async ValueTask DisposeQuietlyAsync(AsyncServiceScope scope)
    {
        try
        {
            await scope.DisposeAsync();
        }
        catch (Exception)
        {
        }
    }

    public async ValueTask DisposeAsync()
    {
        Core.Dispose();
        await using (_scope)
            await InstanceDisposal.DisposeAsync(_instance);
    }
}
