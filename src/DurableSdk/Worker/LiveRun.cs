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

    /// <exception cref="DurableException">DS2003: the instance can't be made.</exception>
    public static async Task<LiveRun> CreateAsync(WorkerContext worker, RunActor run, long logEnd, RunHistory? history)
    {
        var scope = worker.Runtime.Services.CreateAsyncScope();
        try
        {
            var instance = worker.Instances.ForWorkflow(scope.ServiceProvider, run.Definition);
            var setup = new RunSetup
            {
                RunId = run.RunId,
                Definition = run.Definition,
                Target = instance,
                Serializer = worker.Runtime.Serializer,
                Exceptions = worker.Runtime.Exceptions,
                OnViolation = () => run.Post(new Wake()),
                OnLateViolation = run.Violate,
            };
            return new LiveRun(scope, instance, new ReplayCore(setup, logEnd, history));
        }
        catch
        {
            await scope.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        Core.Dispose();
        await using (_scope)
            await InstanceDisposal.DisposeAsync(_instance);
    }
}
