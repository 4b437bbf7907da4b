using DurableSdk.Generators.Models;
using DurableSdk.Generators.Parsing;

namespace DurableSdk.Generators.Emitting;

/// <summary>The methods of one type that undo steps, described as steps whose result is thrown away.</summary>
internal static class CompensationEmitter
{
    public static void Emit(CodeWriter code, StepTypeModel type)
    {
        var called = new HashSet<string>(type.Steps.Select(s => s.Method.Member), StringComparer.Ordinal);
        for (var i = 0; i < type.Compensations.Count; i++)
        {
            if (i > 0)
                code.Line();
            var compensation = type.Compensations[i];
            EmitOne(code, compensation);
            if (!called.Contains(compensation.Method.Member))
                DescriptorParts.Accessor(code, compensation.Method);
        }
    }

    /// <summary>What a step's descriptor is given.</summary>
    public static string Reference(CompensationModel compensation, string space)
    {
        var descriptor = $"global::{space}.Steps.{compensation.Method.Holder}{compensation.TypeArguments}.{compensation.Member}";
        if (compensation.MethodTypeArguments.Length > 0)
            descriptor += compensation.MethodTypeArguments + ".Step";
        return $"{WellKnownNames.StepCompensation}.Of({descriptor}, takesArguments: {Text(compensation.TakesArguments)}, takesResult: {Text(compensation.TakesResult)})";
    }

    private static void EmitOne(CodeWriter code, CompensationModel compensation)
    {
        var method = compensation.Method;
        var isGeneric = method.TypeParametersOfMethod.Count > 0;
        code.Line($"// [Step(Compensate)] {method.Display}");
        if (isGeneric)
            code.Open($"internal static class {compensation.Member}{MethodText.TypeParameters(method.TypeParametersOfMethod)}{MethodText.Constraints(method.TypeParametersOfMethod)}");
        var type = $"{WellKnownNames.StepDescriptor}<{method.TupleType()}, {WellKnownNames.Unit}>";
        code.Line($"internal static readonly {type} {(isGeneric ? "Step" : compensation.Member)} = new(");
        code.Indented($"{ConstantText.Literal(compensation.Name)},\n{(method.IsStatic ? "null" : $"typeof({method.DeclaringType})")},");
        var parts = new CodeWriter();
        DescriptorParts.Codec(parts, method);
        DescriptorParts.Invoker(parts, method, ignoresResult: true);
        code.Indented(parts.ToString().TrimEnd('\n', ';') + StepEmitter.Initialiser(method, compensation.Options, null));
        if (isGeneric)
            code.Close();
    }

    private static string Text(bool value) => value ? "true" : "false";
}
