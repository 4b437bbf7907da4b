using DurableSdk.Generators.Models;
using DurableSdk.Generators.Parsing;

namespace DurableSdk.Generators.Emitting;

/// <summary>The updates of one class: their definitions, and the handle's members that send them.</summary>
internal static class UpdateEmitter
{
    /// <param name="reached">The methods that have their accessor already: several updates may have one validator, and a query may be one.</param>
    public static void Emit(CodeWriter code, StaticFields fields, UpdateModel update, HashSet<MethodModel> reached)
    {
        var method = update.Method;
        code.Line($"// [Update] {method.Display}");
        var parts = new CodeWriter();
        parts.Line($"{ConstantText.Literal(update.Name)},");
        DescriptorParts.Codec(parts, method);
        var end = update.Validator is null ? "" : ",";
        var call = Call(method);
        parts.Lines(method.Return.Kind switch
        {
            ReturnKind.Void => $"static (target, arguments) =>\n{{\n    {call};\n    return default;\n}}{end}",
            ReturnKind.Task => $"static (target, arguments) =>\n    {WellKnownNames.Unit}.After({call}){end}",
            _ => $"static (target, arguments) =>\n    new {WellKnownNames.ValueTask}<{method.ResultType()}>({call}){end}",
        });
        if (update.Validator is { } validator)
            parts.Lines(Validation(validator));
        fields.Add($"{WellKnownNames.UpdateDefinition}<{method.TupleType()}, {method.ResultType()}>", method.Member, parts.ToString());
        DescriptorParts.Accessor(code, method);
        if (update.Validator is { } unreached && reached.Add(unreached))
            DescriptorParts.Accessor(code, unreached);
        code.Line();
    }

    public static void HandleMember(CodeWriter code, WorkflowModel workflow, UpdateModel update, string space)
    {
        var method = update.Method;
        var arguments = method.Arguments().ToList();
        var names = arguments.Select(a => a.Name).ToList();
        var options = Identifiers.Unique("options", names);
        var cancel = Identifiers.Unique("cancel", names);
        var parameters = ClientEmitter.Declarations(arguments)
            .Concat([$"{WellKnownNames.UpdateOptions}? {options} = null", $"{WellKnownNames.CancellationToken} {cancel} = default"]);
        var result = method.Return.Result is { } type ? $"<{type}>" : "";
        code.Line();
        code.Line($"/// <summary>Sends update {ClientEmitter.Xml(update.Name)} and waits for its end; of a chain of continued runs it reaches the last.</summary>");
        code.Line($"{(update.IsPublic ? "public" : "internal")} {WellKnownNames.Task}{result} {update.HandleMethod}({string.Join(", ", parameters)}) =>");
        code.Indented($"SendUpdateAsync({WorkflowEmitter.Holder(workflow, space)}.{method.Member}, {method.Tuple(MethodText.Value)}, {options}, {cancel});");
    }

    private static string Validation(MethodModel validator)
    {
        var call = Call(validator);
        return validator.Return switch
        {
            { Kind: ReturnKind.Void } => $"static (target, arguments) =>\n{{\n    {call};\n    return null;\n}}",
            { Type: "bool" } => $"static (target, arguments) =>\n    {call} ? null : {ConstantText.Literal($"{validator.Name} says no")}",
            _ => $"static (target, arguments) =>\n    {call}",
        };
    }

    private static string Call(MethodModel method) =>
        method.Call(method.IsAccessible ? $"(({method.DeclaringType})target!)" : $"({method.DeclaringType})target!", method.ValuesFromTuple());
}
