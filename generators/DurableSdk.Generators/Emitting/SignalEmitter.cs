using DurableSdk.Generators.Models;
using DurableSdk.Generators.Parsing;

namespace DurableSdk.Generators.Emitting;

/// <summary>The signals of one class: their definitions, and the handle's members that send them.</summary>
internal static class SignalEmitter
{
    public static void Emit(CodeWriter code, StaticFields fields, SignalModel signal)
    {
        var name = ConstantText.Literal(signal.Name);
        if (signal.Method is not { } method)
        {
            code.Line($"// Durable.WaitForSignal({name})");
            fields.Add(
                $"{WellKnownNames.SignalDefinition}<{WellKnownNames.ValueTuple}<{signal.AwaitedType}>>", signal.Member, $"{name},\n{WellKnownNames.ArgumentCodec}.Of<{signal.AwaitedType}>(\"payload\")");
            code.Line();
            return;
        }

        code.Line($"// [Signal] {method.Display}");
        var parts = new CodeWriter();
        parts.Line($"{name},");
        DescriptorParts.Codec(parts, method);
        var self = method.IsAccessible ? $"(({method.DeclaringType})target!)" : $"({method.DeclaringType})target!";
        var call = method.Call(self, method.ValuesFromTuple());
        parts.Lines(method.Return.Kind == ReturnKind.Void
            ? $"static (target, arguments) =>\n{{\n    {call};\n    return {WellKnownNames.Task}.CompletedTask;\n}}"
            : $"static (target, arguments) =>\n    {call}");
        fields.Add($"{WellKnownNames.SignalDefinition}<{method.TupleType()}>", signal.Member, parts.ToString());
        DescriptorParts.Accessor(code, method);
        code.Line();
    }

    public static void HandleMember(CodeWriter code, WorkflowModel workflow, SignalModel signal, string space)
    {
        if (signal.HandleMethod is not { } name)
            return;
        var arguments = signal.Method?.Arguments().ToList() ?? [new ParameterModel("payload", signal.AwaitedType!, false, false, false, null)];
        var names = arguments.Select(a => a.Name).ToList();
        var options = Identifiers.Unique("options", names);
        var cancel = Identifiers.Unique("cancel", names);
        var parameters = ClientEmitter.Declarations(arguments)
            .Concat([$"{WellKnownNames.SignalOptions}? {options} = null", $"{WellKnownNames.CancellationToken} {cancel} = default"]);
        var tuple = signal.Method is { } method ? method.Tuple(MethodText.Value) : $"new {WellKnownNames.ValueTuple}<{signal.AwaitedType}>(payload)";
        code.Line();
        code.Line($"/// <summary>Sends signal {ClientEmitter.Xml(signal.Name)}; of a chain of continued runs it reaches the last.</summary>");
        code.Line($"{(signal.IsPublic ? "public" : "internal")} {WellKnownNames.Task} {name}({string.Join(", ", parameters)}) =>");
        code.Indented($"SendSignalAsync({WorkflowEmitter.Holder(workflow, space)}.{signal.Member}, {tuple}, {options}, {cancel});");
    }
}
