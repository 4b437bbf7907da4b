using DurableSdk.Generators.Models;
using DurableSdk.Generators.Parsing;

namespace DurableSdk.Generators.Emitting;

/// <summary>The signals of one class: their definitions, and the handle's members that send them.</summary>
internal static class SignalEmitter
{
    public static void Emit(CodeWriter code, SignalModel signal)
    {
        var name = ConstantText.Literal(signal.Name);
        if (signal.Method is not { } method)
        {
            code.Line($"// Durable.WaitForSignal({name})");
            code.Line($"internal static readonly {WellKnownNames.SignalDefinition}<{WellKnownNames.ValueTuple}<{signal.AwaitedType}>> {signal.Member} = new(");
            code.Indented($"{name},\n{WellKnownNames.ArgumentCodec}.Of<{signal.AwaitedType}>(\"payload\"));");
            code.Line();
            return;
        }

        code.Line($"// [Signal] {method.Display}");
        code.Line($"internal static readonly {WellKnownNames.SignalDefinition}<{method.TupleType()}> {signal.Member} = new(");
        var parts = new CodeWriter();
        DescriptorParts.Codec(parts, method);
        code.Indented($"{name},\n{parts.ToString().TrimEnd('\n')}");
        var self = method.IsAccessible ? $"(({method.DeclaringType})target!)" : $"({method.DeclaringType})target!";
        var call = method.Call(self, method.ValuesFromTuple());
        code.Indented(method.Return.Kind == ReturnKind.Void
            ? $"static (target, arguments) =>\n{{\n    {call};\n    return {WellKnownNames.Task}.CompletedTask;\n}});"
            : $"static (target, arguments) =>\n    {call});");
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
