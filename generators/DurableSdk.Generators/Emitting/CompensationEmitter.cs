using DurableSdk.Generators.Models;
using DurableSdk.Generators.Parsing;

namespace DurableSdk.Generators.Emitting;

/// <summary>The methods of one type that undo steps, described as steps whose result is thrown away.</summary>
internal static class CompensationEmitter
{
    public static void Emit(CodeWriter code, StaticFields fields, StepTypeModel type)
    {
        var called = new HashSet<string>(type.Steps.Select(s => s.Method.Member), StringComparer.Ordinal);
        for (var i = 0; i < type.Compensations.Count; i++)
        {
            if (i > 0)
                code.Line();
            var compensation = type.Compensations[i];
            EmitOne(code, fields, compensation);
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

    private static void EmitOne(CodeWriter code, StaticFields fields, CompensationModel compensation)
    {
        var method = compensation.Method;
        code.Line($"// [Step(Compensate)] {method.Display}");
        var properties = StepEmitter.Properties(method, compensation.Options, null);
        StepEmitter.EmitDescriptor(code, fields, method, compensation.Member, WellKnownNames.Unit, compensation.Name, properties.ToList());
    }

    private static string Text(bool value) => value ? "true" : "false";
}
