using Microsoft.Extensions.DependencyInjection;

namespace DurableSdk.Worker;

/// <summary>The program's services, and for a test host what stands in for those that aren't registered.</summary>
internal sealed class StandInProvider(IServiceProvider services, IStepStandIn standIn, Type user) : IKeyedServiceProvider
{
    public object? GetService(Type serviceType) => services.GetService(serviceType) ?? standIn.ServiceOf(serviceType, user);

    public object? GetKeyedService(Type serviceType, object? serviceKey) =>
        (services as IKeyedServiceProvider)?.GetKeyedService(serviceType, serviceKey) ?? standIn.ServiceOf(serviceType, user);

    public object GetRequiredKeyedService(Type serviceType, object? serviceKey) =>
        GetKeyedService(serviceType, serviceKey) ?? throw new InvalidOperationException($"There is no service of {serviceType} with the key {serviceKey}.");
}
