using System.Linq.Expressions;
using DurableSdk.Replay;

namespace DurableSdk.Testing.Steps;

/// <summary>Which step a test means: by its type and name, and where it was named by a call, by its parameters.</summary>
internal sealed class StepMethod
{
    private readonly Type? _service;
    private readonly string? _staticOf;
    private readonly string _name;
    private readonly Type[]? _arguments;
    private readonly StepResult _result;

    private StepMethod(Type? service, string? staticOf, string name, Type[]? arguments, StepResult result)
    {
        _service = service;
        _staticOf = staticOf;
        _name = name;
        _arguments = arguments;
        _result = result;
    }

    /// <summary>The step or compensation that an expression calls.</summary>
    /// <exception cref="WorkflowTestException">DS5003: it calls none.</exception>
    public static StepMethod Of(LambdaExpression call)
    {
        if (call.Body is not MethodCallExpression body)
            throw TestErrors.NoStep(call.ToString(), "it isn't a call");
        var (type, method) = (body.Object?.Type ?? body.Method.DeclaringType!, body.Method);
        if (!StepDeclaration.IsStep(type, method))
            throw TestErrors.NoStep($"{type.Name}.{method.Name}", StepDeclaration.WhyNoStep([method]));
        return new StepMethod(
            method.IsStatic ? null : type, method.IsStatic ? MetadataName(type) : null, StepDeclaration.NameOf(type, method), StepDeclaration.Arguments(type, method), StepResult.Of([method]));
    }

    /// <summary>All steps and compensations of the name, private ones too.</summary>
    /// <exception cref="WorkflowTestException">DS5003: there is none.</exception>
    public static StepMethod Of(Type type, string name)
    {
        var methods = StepDeclaration.Methods(type, name);
        if (methods.Count == 0)
            throw TestErrors.NoStep($"{type.Name}.{name}", "there is no such method that gives a task");
        var steps = methods.FindAll(method => StepDeclaration.IsStep(type, method));
        if (steps.Count == 0)
            throw TestErrors.NoStep($"{type.Name}.{name}", StepDeclaration.WhyNoStep(methods));
        return new StepMethod(type, MetadataName(type), StepDeclaration.NameOf(type, steps[0]), null, StepResult.Of(steps));
    }

    public bool Matches(StepCall call) =>
        call.Name == _name
        && (call.Service is { } declared ? _service is { } service && IsCalledOn(service, call.TargetType ?? declared, declared) : call.StaticOf == _staticOf)
        && (_arguments is null || _arguments.SequenceEqual(call.ArgumentTypes));

    /// <summary>Whether both mean the same calls.</summary>
    public bool IsSame(StepMethod other) =>
        (_service, _staticOf, _name) == (other._service, other._staticOf, other._name)
        && (_arguments is null ? other._arguments is null : other._arguments is { } arguments && _arguments.SequenceEqual(arguments));

    public void ThrowIfItGives()
    {
        if (!_result.CanBeNothing)
            throw TestErrors.OtherResult(_name, _result.Type, "nothing");
    }

    public void ThrowIfItDoesNotGive(object? value) => _result.ThrowIfItCanNotBe(value, _name);

    public void ThrowIfItDoesNotGive(Type result)
    {
        if (!_result.CanBe(result))
            throw TestErrors.OtherResult(_name, _result.Type, result.Name);
    }

    /// <summary>What stands in for a service that isn't registered stands for every class of it.</summary>
    private static bool IsCalledOn(Type service, Type target, Type declared) =>
        service.IsAssignableFrom(target) || (target.IsAssignableTo(typeof(ServiceStandIn)) && declared.IsAssignableFrom(service));

    private static string? MetadataName(Type type) => (type.IsGenericType ? type.GetGenericTypeDefinition() : type).FullName;
}
