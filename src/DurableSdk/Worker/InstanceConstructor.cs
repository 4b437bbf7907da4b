using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using Microsoft.Extensions.DependencyInjection;

namespace DurableSdk.Worker;

/// <summary>
/// Makes instances of one type: the first ones by reflection, for to compile its constructor takes a process that has just begun longer than to go on with a run; later ones by compiled code. Both do the same.
/// </summary>
internal sealed class InstanceConstructor
{
    private const int ReflectedMax = 16;

    private readonly Type _type;
    private readonly ConstructorInfo? _constructor;
    private readonly Type[] _parameters = [];
    private ObjectFactory? _compiled;
    private int _reflected;

    [UnconditionalSuppressMessage("Trimming", "IL2070", Justification = "A workflow's constructors are kept by its definition; another type exists already, so its constructor was used.")]
    public InstanceConstructor(Type type)
    {
        _type = type;
        // Of several constructors, of default values, and of what a parameter's attributes ask for, the library's own factory knows more.
        if (type.IsAbstract || type.GetConstructors() is not [var only] || Array.Exists(only.GetParameters(), static parameter => parameter.HasDefaultValue || parameter.IsDefined(typeof(FromKeyedServicesAttribute), inherit: false)))
            return;
        _constructor = only;
        _parameters = Array.ConvertAll(only.GetParameters(), static parameter => parameter.ParameterType);
    }

    public object Create(IServiceProvider services) =>
        _compiled is null && _constructor is { } constructor && Interlocked.Increment(ref _reflected) <= ReflectedMax && Arguments(services) is { } arguments
            ? constructor.Invoke(BindingFlags.DoNotWrapExceptions, null, arguments, null)
            : (_compiled ??= Compile())(services, null);

    /// <summary>Null where a service is missing: the factory says what is missing.</summary>
    private object[]? Arguments(IServiceProvider services)
    {
        var arguments = new object[_parameters.Length];
        for (var i = 0; i < arguments.Length; i++)
        {
            if (services.GetService(_parameters[i]) is not { } service)
                return null;
            arguments[i] = service;
        }

        return arguments;
    }

    [UnconditionalSuppressMessage("Trimming", "IL2077", Justification = "As for the constructors.")]
    private ObjectFactory Compile() => ActivatorUtilities.CreateFactory(_type, Type.EmptyTypes);
}
