using System.Reflection;

namespace DurableSdk.Testing.Steps;

/// <summary>In place of a service that a test hasn't registered, because its steps are replaced. Whoever does call it hears so.</summary>
internal class ServiceStandIn : DispatchProxy
{
    /// <param name="type">A service's interface, or the type of another stand-in, of which the engine wants an instance for a step that the interface declares.</param>
    /// <returns>Null where nothing can stand in for it.</returns>
    public static object? Of(Type type)
    {
        if (type.IsAssignableTo(typeof(ServiceStandIn)))
            return Create(ServiceOf(type), typeof(ServiceStandIn));
        return type.IsInterface && !type.ContainsGenericParameters ? Create(type, typeof(ServiceStandIn)) : null;
    }

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) => throw TestErrors.NoService(ServiceOf(GetType()), targetMethod?.Name ?? "?");

    /// <summary>Of its interfaces, the one that has all others.</summary>
    private static Type ServiceOf(Type standIn) => standIn.GetInterfaces().MaxBy(one => one.GetInterfaces().Length)!;
}
