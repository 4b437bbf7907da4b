using DurableSdk.Generators.Models;
using DurableSdk.Generators.Parsing;

namespace DurableSdk.Generators.Emitting;

/// <summary>The pieces of C# that a method's model turns into.</summary>
internal static class MethodText
{
    public static IEnumerable<ParameterModel> Arguments(this MethodModel method) => method.Parameters.Where(p => p.Filled is null);

    /// <summary>The value tuple of the arguments: <c>ValueTuple</c>, <c>ValueTuple&lt;A&gt;</c>, <c>(A, B)</c>.</summary>
    public static string TupleType(this MethodModel method)
    {
        var types = method.Arguments().Select(StoredType).ToList();
        return types.Count switch
        {
            0 => WellKnownNames.ValueTuple,
            1 => $"{WellKnownNames.ValueTuple}<{types[0]}>",
            _ => $"({string.Join(", ", types)})",
        };
    }

    public static string Tuple(this MethodModel method, Func<ParameterModel, string> value, string separator = ", ")
    {
        var values = method.Arguments().Select(value).ToList();
        return values.Count switch
        {
            0 => $"default({WellKnownNames.ValueTuple})",
            1 => $"new {method.TupleType()}({values[0]})",
            _ => $"({string.Join(separator, values)})",
        };
    }

    /// <summary>The tuple where its type is known from where it goes.</summary>
    public static string TypedTuple(this MethodModel method, Func<ParameterModel, string> value)
    {
        var values = method.Arguments().Select(value).ToList();
        return values.Count switch
        {
            0 => "default",
            1 => $"new({values[0]})",
            _ => $"({string.Join(", ", values)})",
        };
    }

    /// <summary>What the serialiser is told: an argument of type <c>dynamic</c> must not turn a call into a dynamic one.</summary>
    public static string StoredType(ParameterModel parameter) => parameter.IsDynamic ? parameter.Type.Replace("dynamic", "object") : parameter.Type;

    /// <summary>The parameter as a value, never a dynamic one.</summary>
    public static string Value(ParameterModel parameter) =>
        (parameter.IsDynamic ? $"({StoredType(parameter)})" : "") + Identifiers.Escape(parameter.Name);

    public static string ResultType(this MethodModel method) => method.Return.Result ?? WellKnownNames.Unit;

    public static string TypeParameters(IEnumerable<TypeParameterModel> parameters)
    {
        var names = string.Join(", ", parameters.Select(p => p.Name));
        return names.Length == 0 ? "" : $"<{names}>";
    }

    public static string Constraints(IEnumerable<TypeParameterModel> parameters) =>
        string.Concat(parameters.Where(p => p.Constraints.Length > 0).Select(p => " " + p.Constraints));

    /// <summary>The generated class with the type's steps, named with its type arguments.</summary>
    public static string StepHolder(this MethodModel method, string space) =>
        $"global::{space}.Steps.{method.Holder}{TypeParameters(method.TypeParametersOfType)}";

    /// <summary>Calls the method itself.</summary>
    /// <param name="self">The instance; ignored for a static method.</param>
    /// <param name="values">A value for each parameter.</param>
    /// <param name="holder">The class with the accessor; null inside it.</param>
    public static string Call(this MethodModel method, string self, IEnumerable<string> values, string? holder = null)
    {
        var arguments = method.TypeParametersOfMethod;
        var typeArguments = TypeParameters(arguments);
        if (!method.IsAccessible)
        {
            var first = method.IsStatic ? (method.AccessorType is null ? "default!" : "null") : self;
            return $"{(holder is null ? "" : holder + ".")}{method.AccessorName()}{typeArguments}({string.Join(", ", new[] { first }.Concat(values))})";
        }

        var target = method.IsStatic ? method.DeclaringType : self;
        return $"{target}.{Identifiers.Escape(method.Name)}{typeArguments}({string.Join(", ", values)})";
    }

    /// <summary>The generic class that an accessor of a constructed type's method needs around it.</summary>
    public static string AccessorHolder(this MethodModel method) => $"{method.Member}_T{method.Open!.Definition.TypeParametersOfType.Count.ToString(null, null)}";

    private static string AccessorName(this MethodModel method) => method.Open is { } open
        ? $"{method.AccessorHolder()}{open.TypeArguments}.{open.Definition.Member}_Call"
        : $"{method.Member}_Call";

    /// <summary>A value for each parameter out of the tuple <c>arguments</c> and the token <c>cancel</c>.</summary>
    public static IEnumerable<string> ValuesFromTuple(this MethodModel method)
    {
        var index = 0;
        foreach (var parameter in method.Parameters)
            yield return parameter.Filled ?? $"arguments.Item{++index}";
    }
}
