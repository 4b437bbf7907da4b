using System.Linq.Expressions;
using System.Reflection;
using DurableSdk.Replay;

namespace DurableSdk.Testing.Steps;

/// <summary>Which step a test means: by its type and name, and where it was named by a call, by its parameters.</summary>
internal sealed class StepMethod
{
    private readonly Type? _service;
    private readonly string _name;
    private readonly Type[]? _arguments;
    private readonly Type? _result;

    private StepMethod(Type? service, MethodInfo method, string name, bool isOverload)
    {
        _service = service;
        _name = method.GetCustomAttribute<StepAttribute>()?.Name is { Length: > 0 } given ? given : name;
        _arguments = isOverload ? [.. method.GetParameters().Select(parameter => parameter.ParameterType).Where(type => type != typeof(CancellationToken))] : null;
        _result = method.ReturnType.IsGenericType && !method.ReturnType.ContainsGenericParameters ? method.ReturnType.GetGenericArguments()[0] : null;
    }

    /// <summary>The method that an expression calls.</summary>
    /// <exception cref="WorkflowTestException">DS5003: it calls none, or none that could be a step.</exception>
    public static StepMethod Of(LambdaExpression call)
    {
        if (call.Body is not MethodCallExpression body)
            throw TestErrors.NoStep(call.ToString(), "it isn't a call");
        var (service, method, name) = InterceptedCall.Of(body);
        return new StepMethod(service, method, name, isOverload: true);
    }

    /// <summary>All methods of the name, private ones too.</summary>
    /// <exception cref="WorkflowTestException">DS5003: there is none that could be a step.</exception>
    public static StepMethod Of(Type type, string name)
    {
        var methods = type.GetMethods(BindingFlags.Instance | BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic)
            .Where(method => method.Name == name && GivesTask(method.ReturnType))
            .ToList();
        if (methods.Count == 0)
            throw TestErrors.NoStep($"{type.Name}.{name}", "there is no such method that gives a task");
        return new StepMethod(methods[0].IsStatic ? null : type, methods[0], name, isOverload: false);
    }

    private static bool GivesTask(Type type) => typeof(Task).IsAssignableFrom(type) || type.Name is "ValueTask" or "ValueTask`1";

    public bool Matches(StepCall call) =>
        call.Name == _name
        && (call.Service is null ? _service is null : _service is { } service && (service.IsAssignableFrom(call.Service) || call.Service.IsAssignableFrom(service)))
        && (_arguments is null || _arguments.SequenceEqual(call.ArgumentTypes));

    public void ThrowIfItGives()
    {
        if (_result is not null)
            throw TestErrors.OtherResult(_name, _result, "nothing");
    }

    public void ThrowIfItDoesNotGive(object? value)
    {
        if (_result is null ? value is not null : value is null ? _result.IsValueType && Nullable.GetUnderlyingType(_result) is null : !_result.IsInstanceOfType(value))
            throw TestErrors.OtherResult(_name, _result, value?.GetType().Name ?? "null");
    }

    public void ThrowIfItDoesNotGive(Type result)
    {
        if (_result != result)
            throw TestErrors.OtherResult(_name, _result, result.Name);
    }
}
