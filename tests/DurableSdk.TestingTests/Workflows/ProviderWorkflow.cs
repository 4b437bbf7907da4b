#pragma warning disable DUR1029
using Microsoft.Extensions.DependencyInjection;

namespace DurableSdk.TestingTests.Workflows;

/// <summary>Asks for a service again and again, of which the container makes compiled code on the thread pool.</summary>
public sealed class ProviderWorkflow(IServiceProvider services)
{
    [Workflow]
    public Task<int> RunAsync() => Task.FromResult(Enumerable.Range(0, 10).Count(_ => services.GetRequiredService<Counter>().Value == 0));
}

/// <summary>A service that it can do without, and one that it can't.</summary>
public sealed class OptionalWorkflow(IWarehouse warehouse, IPayments? payments = null)
{
    [Workflow]
    public Task<string> RunAsync() => Task.FromResult($"{(warehouse is null ? "no" : "a")} warehouse, {(payments is null ? "no" : "some")} payments");
}
