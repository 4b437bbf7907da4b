using System.Reflection;
using DurableSdk.CompilerServices;

namespace DurableSdk.Testing.Steps;

/// <summary>What a step gives, as far as it is known by the step's name: of overloads, and of a generic method, it isn't.</summary>
/// <param name="IsKnown">Whether a value can be checked.</param>
/// <param name="Type">Null for nothing, or where it isn't known.</param>
internal sealed record StepResult(bool IsKnown, Type? Type)
{
    public bool CanBeNothing => !IsKnown || Type is null;

    /// <param name="result">What the engine knows: <see cref="Unit"/> for nothing.</param>
    public static StepResult Of(Type result) => new(true, result == typeof(Unit) ? null : result);

    public static StepResult Of(IReadOnlyList<MethodInfo> methods)
    {
        var types = methods.Select(method => method.ReturnType).Distinct().ToList();
        if (types.Count > 1 || types[0].ContainsGenericParameters)
            return new StepResult(false, null);
        return new StepResult(true, types[0].IsGenericType ? types[0].GetGenericArguments()[0] : null);
    }

    public bool CanBe(Type result) => !IsKnown || Type == result;

    public bool CanBe(object? value) =>
        !IsKnown || (Type is null || value is null ? value is null && (Type is not { IsValueType: true } || Nullable.GetUnderlyingType(Type) is not null) : Type.IsInstanceOfType(value));

    /// <exception cref="WorkflowTestException">DS5004: the step gives something else.</exception>
    public void ThrowIfItCanNotBe(object? value, string step)
    {
        if (!CanBe(value))
            throw TestErrors.OtherResult(step, Type, value?.GetType().Name ?? "null");
    }
}
