using DurableSdk.Generators.Models;
using DurableSdk.Generators.Parsing;

namespace DurableSdk.Generators.Emitting;

/// <summary>What step descriptors and workflow definitions share: codec, invoker, accessor.</summary>
internal static class DescriptorParts
{
    /// <summary>How the arguments pass through the serialiser.</summary>
    public static void Codec(CodeWriter code, MethodModel method)
    {
        var arguments = method.Arguments().ToList();
        var names = string.Join(", ", arguments.Select(a => ConstantText.Literal(a.Name)));
        var notCompared = arguments.Select((a, i) => (a, i)).Where(x => x.a.IsNotCompared).Select(x => x.i.ToString(null, null)).ToList();

        code.Line($"new {WellKnownNames.ArgumentCodec}<{method.TupleType()}>(");
        code.Indented($"[{names}],");
        if (arguments.Count == 0)
        {
            code.Indented("static (writer, serializer, arguments) => { },");
        }
        else
        {
            code.Indented("static (writer, serializer, arguments) =>\n{");
            for (var i = 0; i < arguments.Count; i++)
                code.Indented($"    serializer.WriteElement<{MethodText.StoredType(arguments[i])}>(writer, arguments.Item{i + 1});");
            code.Indented("},");
        }

        var end = notCompared.Count == 0 ? ")," : $",\n[{string.Join(", ", notCompared)}]),";
        code.Indented($"static (ref {WellKnownNames.JsonReader} reader, {WellKnownNames.PayloadSerializer} serializer) =>");
        code.Indented($"    {method.Tuple(a => $"serializer.ReadElement<{MethodText.StoredType(a)}>(ref reader)", separator: ",\n     ")}{end}");
    }

    /// <summary>Calls the method on an instance.</summary>
    public static void Invoker(CodeWriter code, MethodModel method, string holder)
    {
        var self = method.IsStatic ? "" : method.IsAccessible ? $"(({method.DeclaringType})target!)" : $"({method.DeclaringType})target!";
        var call = method.Call(self, method.ValuesFromTuple(), holder) + (method.Return.IsNullable ? "!" : "");
        code.Lines(method.Return.Kind switch
        {
            ReturnKind.TaskOfResult => $"static (target, arguments, cancel) =>\n    new {WellKnownNames.ValueTask}<{method.ResultType()}>({call}));",
            ReturnKind.ValueTaskOfResult => $"static (target, arguments, cancel) =>\n    {call});",
            _ => $"static async (target, arguments, cancel) =>\n{{\n    await {call};\n    return default({WellKnownNames.Unit});\n}});",
        });
    }

    /// <summary>Reaches a method that generated code can't name.</summary>
    public static void Accessor(CodeWriter code, MethodModel method)
    {
        if (method.IsAccessible)
            return;
        var kind = method.IsStatic ? "StaticMethod" : "Method";
        var self = Identifiers.Unique("self", method.Parameters.Select(p => p.Name));
        var first = method.AccessorType is { } runtimeName
            ? $"[{WellKnownNames.UnsafeAccessorType}({ConstantText.Literal(runtimeName)})] object? {self}"
            : $"{method.DeclaringType} {self}";
        var parameters = new[] { first }.Concat(method.Parameters.Select(p => $"{p.Type} {Identifiers.Escape(p.Name)}"));
        code.Line();
        code.Line($"[{WellKnownNames.UnsafeAccessor}({WellKnownNames.UnsafeAccessorKind}.{kind}, Name = {ConstantText.Literal(method.Name)})]");
        code.Line(
            $"internal static extern {method.Return.Type} {method.Member}_Call{MethodText.TypeParameters(method.TypeParametersOfMethod)}"
            + $"({string.Join(", ", parameters)}){MethodText.Constraints(method.TypeParametersOfMethod)};");
    }
}
