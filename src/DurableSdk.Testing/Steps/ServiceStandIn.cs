using System.Reflection;

namespace DurableSdk.Testing.Steps;

/// <summary>In place of a service that a test hasn't registered, because its steps are replaced. Whoever does call it hears so.</summary>
internal class ServiceStandIn : DispatchProxy
{
    private Type _service = typeof(object);

    public static object Of(Type service)
    {
        var proxy = Create(service, typeof(ServiceStandIn));
        ((ServiceStandIn)proxy)._service = service;
        return proxy;
    }

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) => throw TestErrors.NoService(_service, targetMethod?.Name ?? "?");
}
