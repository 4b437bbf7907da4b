using DurableSdk.Testing.Machines;
using DurableSdk.Testing.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace DurableSdk.TestingTests.Harness;

/// <summary>A worker in one process of a machine, and the client of the test in another.</summary>
internal static class TwoProcesses
{
    public static async Task<DurableClient> StartAsync(Machine machine)
    {
        await machine.StartAsync((o, _) => Configure(o), Manifests.Own);
        var tester = await machine.StartAsync(
            (o, _) =>
            {
                Configure(o);
                o.ExecuteRuns = false;
            },
            Manifests.Own,
            (store, process) => new ClientStore(store, process));
        return tester.Client;
    }

    private static void Configure(DurableOptions options)
    {
        options.KeepsStackTraces = false;
        options.Services.AddSingleton(_ => options.TimeProvider);
    }
}
