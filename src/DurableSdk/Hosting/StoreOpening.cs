using Microsoft.Extensions.Hosting;

namespace DurableSdk.Hosting;

/// <summary>What a program that executes no runs does at its start: a store that can't be opened is told then, and not to the first request.</summary>
internal sealed class StoreOpening(DurableRuntime runtime) : IHostedService
{
    public Task StartAsync(CancellationToken cancel) => runtime.OpenStoreAsync(cancel);

    public Task StopAsync(CancellationToken cancel) => Task.CompletedTask;
}
