using DurableSdk.Storage;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace DurableSdk.EngineTests.Harness;

/// <summary>A "process" of a test.</summary>
internal sealed class TestHost(DurableHost host, ProbedStore store)
{
    private bool _over;

    public DurableClient Client => host.Client;

    public IServiceProvider Services => host.Services;

    public ProbedStore Store => store;

    /// <summary>As <c>kill -9</c>: nothing is given back, nothing is recorded any more.</summary>
    public async Task CrashAsync()
    {
        await store.CrashAsync();
        Leave();
    }

    public async Task StopAsync()
    {
        if (!_over)
            await host.DisposeAsync();
        _over = true;
    }

    /// <summary>Stops with a time limit that the test lets run out.</summary>
    public async Task StopAsync(CancellationToken timeout)
    {
        foreach (var service in host.Services.GetServices<IHostedService>())
            await service.StopAsync(timeout);
    }

    /// <summary>Ends the loops of a dead or stuck host, as far as they still answer.</summary>
    public void Leave()
    {
        if (!_over)
            _ = StopAsync(new CancellationToken(canceled: true));
        _over = true;
    }
}
