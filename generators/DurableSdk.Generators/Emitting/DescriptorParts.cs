using System.Globalization;
using DurableSdk.Generators.Models;
using DurableSdk.Generators.Parsing;

namespace DurableSdk.Generators.Emitting;

/// <summary>What step descriptors and workflow definitions share: codec, invoker, accessor.</summary>
internal static class DescriptorParts
{
    /// <summary>How many arguments the core has codecs for.</summary>
    private const int SharedCodecArgumentsMax = 8;

    /// <summary>How the arguments pass through the serialiser.</summary>
    public static void Codec(CodeWriter code, MethodModel method)
    {
        var arguments = method.Arguments().ToList();
        var names = string.Join(", ", arguments.Select(a => ConstantText.Literal(a.Name)));
        var types = string.Join(", ", arguments.Select(MethodText.StoredType));
        var notCompared = arguments.Select((a, i) => (a, i)).Where(x => x.a.IsNotCompared).Select(x => x.i.ToString(null, null)).ToList();
        var end = notCompared.Count == 0 ? "," : $".NotComparing({string.Join(", ", notCompared)}),";

        if (arguments.Count == 0)
            code.Line($"{WellKnownNames.ArgumentCodec}.None,");
        else if (arguments.Count <= SharedCodecArgumentsMax)
            code.Line($"{WellKnownNames.ArgumentCodec}.Of<{types}>({names}){end}");
        else
            OwnCodec(code, method, arguments, names, end);
    }

    /// <summary>A codec of its own, for more arguments than the core has codecs for.</summary>
    private static void OwnCodec(CodeWriter code, MethodModel method, List<ParameterModel> arguments, string names, string end)
    {
        code.Line($"new {WellKnownNames.ArgumentCodec}<{method.TupleType()}>(");
        code.Indented($"[{names}],\nstatic (writer, serializer, arguments) =>\n{{");
        for (var i = 0; i < arguments.Count; i++)
            code.Indented($"    serializer.WriteElement<{MethodText.StoredType(arguments[i])}>(writer, arguments.Item{i + 1});");
        code.Indented($"}},\nstatic (ref {WellKnownNames.JsonReader} reader, {WellKnownNames.PayloadSerializer} serializer) =>");
        code.Indented($"    {method.Tuple(a => $"serializer.ReadElement<{MethodText.StoredType(a)}>(ref reader)", separator: ",\n     ")}){end}");
    }

    public static string Duration(long ticks) => $"new {WellKnownNames.TimeSpan}({ticks.ToString(CultureInfo.InvariantCulture)}L)";

    /// <summary>Calls the method on an instance.</summary>
    /// <param name="ignoresResult">Whether what it gives is thrown away.</param>
    public static void Invoker(CodeWriter code, MethodModel method, bool ignoresResult = false)
    {
        var self = method.IsStatic ? "" : method.IsAccessible ? $"(({method.DeclaringType})target!)" : $"({method.DeclaringType})target!";
        var call = method.Call(self, method.ValuesFromTuple()) + (method.Return.IsNullable ? "!" : "");
        code.Lines(method.Return.Kind switch
        {
            ReturnKind.ValueTaskOfResult when ignoresResult => $"static (target, arguments, cancel) =>\n    {WellKnownNames.Unit}.After({call}.AsTask())",
            _ when ignoresResult => $"static (target, arguments, cancel) =>\n    {WellKnownNames.Unit}.After({call})",
            ReturnKind.TaskOfResult => $"static (target, arguments, cancel) =>\n    new {WellKnownNames.ValueTask}<{method.ResultType()}>({call})",
            ReturnKind.ValueTaskOfResult => $"static (target, arguments, cancel) =>\n    {call}",
            _ => $"static (target, arguments, cancel) =>\n    {WellKnownNames.Unit}.After({call})",
        });
    }

    /// <summary>Reaches a method that generated code can't name.</summary>
    public static void Accessor(CodeWriter code, MethodModel method)
    {
        if (method.IsAccessible)
            return;
        code.Line();
        if (method.Open is not { Definition: var definition })
        {
            EmitAccessor(code, method);
            return;
        }

        code.Open($"internal static class {method.AccessorHolder()}{MethodText.TypeParameters(definition.TypeParametersOfType)}{MethodText.Constraints(definition.TypeParametersOfType)}");
        EmitAccessor(code, definition);
        code.Close();
    }

    private static void EmitAccessor(CodeWriter code, MethodModel method)
    {
        var kind = method.IsStatic ? "StaticMethod" : "Method";
        var self = Identifiers.Unique("self", method.Parameters.Select(p => p.Name));
        var first = method.AccessorType is { } runtimeName
            ? $"[{WellKnownNames.UnsafeAccessorType}({ConstantText.Literal(runtimeName)})] object? {self}"
            : $"{method.DeclaringType} {self}";
        var parameters = new[] { first }.Concat(method.Parameters.Select(p => $"{p.Type} {Identifiers.Escape(p.Name)}"));
        code.Line($"[{WellKnownNames.UnsafeAccessor}({WellKnownNames.UnsafeAccessorKind}.{kind}, Name = {ConstantText.Literal(method.Name)})]");
        code.Line(
            $"internal static extern {method.Return.Type} {method.Member}_Call{MethodText.TypeParameters(method.TypeParametersOfMethod)}"
            + $"({string.Join(", ", parameters)}){MethodText.Constraints(method.TypeParametersOfMethod)};");
    }
}
