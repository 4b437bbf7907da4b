using DurableSdk.Generators.Models;
using DurableSdk.Generators.Parsing;

namespace DurableSdk.Generators.Emitting;

/// <summary>The queries of one class: their definitions, and the handle's members that ask them.</summary>
internal static class QueryEmitter
{
    public static void Emit(CodeWriter code, StaticFields fields, QueryModel query)
    {
        var method = query.Method;
        code.Line($"// [Query] {method.Display}");
        var parts = new CodeWriter();
        parts.Line($"{ConstantText.Literal(query.Name)},");
        DescriptorParts.Codec(parts, method);
        parts.Lines($"static (target, arguments) =>\n    {Read(query)}");
        fields.Add($"{WellKnownNames.QueryDefinition}<{method.TupleType()}, {method.ResultType()}>", method.Member, parts.ToString());
        DescriptorParts.Accessor(code, method);
        code.Line();
    }

    public static void HandleMember(CodeWriter code, WorkflowModel workflow, QueryModel query, string space)
    {
        var arguments = query.Method.Arguments().ToList();
        var cancel = Identifiers.Unique("cancel", arguments.Select(a => a.Name).ToList());
        var parameters = ClientEmitter.Declarations(arguments).Concat([$"{WellKnownNames.CancellationToken} {cancel} = default"]);
        code.Line();
        code.Line($"/// <summary>Asks query {ClientEmitter.Xml(query.Name)}; of a chain of continued runs the last is asked.</summary>");
        code.Line($"{(query.IsPublic ? "public" : "internal")} {WellKnownNames.Task}<{query.Method.ResultType()}> {query.HandleMethod}({string.Join(", ", parameters)}) =>");
        code.Indented($"AskQueryAsync({WorkflowEmitter.Holder(workflow, space)}.{query.Method.Member}, {query.Method.Tuple(MethodText.Value)}, {cancel});");
    }

    /// <summary>A getter can't be called by its own name in C#.</summary>
    private static string Read(QueryModel query)
    {
        var method = query.Method;
        if (!method.IsAccessible)
            return method.Call($"({method.DeclaringType})target!", method.ValuesFromTuple());
        var self = $"(({method.DeclaringType})target!)";
        return query.Property is { } property ? $"{self}.{Identifiers.Escape(property)}" : method.Call(self, method.ValuesFromTuple());
    }
}
