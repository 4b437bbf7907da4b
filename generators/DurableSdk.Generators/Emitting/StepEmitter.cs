using System.Globalization;
using DurableSdk.Generators.Models;
using DurableSdk.Generators.Parsing;

namespace DurableSdk.Generators.Emitting;

/// <summary>The descriptors of one type's steps.</summary>
internal static class StepEmitter
{
    public static string Emit(StepTypeModel type, AssemblyModel assembly)
    {
        var code = CodeWriter.File(type.Steps.Select(s => s.Method.WarningIds).Concat(type.Compensations.Select(c => c.Method.WarningIds)));
        var first = type.First;
        code.Open($"namespace {assembly.Namespace}.Steps");
        code.Line($"// {first.TypeName}");
        code.Open($"internal static class {first.Holder}{MethodText.TypeParameters(first.TypeParametersOfType)}{MethodText.Constraints(first.TypeParametersOfType)}");
        // Compensations first: static fields are set in the order of the text, and steps refer to them.
        CompensationEmitter.Emit(code, type);
        for (var i = 0; i < type.Steps.Count; i++)
        {
            if (i > 0 || type.Compensations.Count > 0)
                code.Line();
            EmitStep(code, type.Steps[i], assembly.Namespace);
        }

        code.Close();
        code.Close();
        return code.ToString();
    }

    /// <summary>Where an interceptor finds the descriptor.</summary>
    public static string Reference(StepModel step, string space)
    {
        var holder = step.Method.StepHolder(space);
        return step.Method.TypeParametersOfMethod.Count == 0
            ? $"{holder}.{step.Method.Member}"
            : $"{holder}.{step.Method.Member}{MethodText.TypeParameters(step.Method.TypeParametersOfMethod)}.Step";
    }

    private static void EmitStep(CodeWriter code, StepModel step, string space)
    {
        var method = step.Method;
        var isGeneric = method.TypeParametersOfMethod.Count > 0;
        code.Line($"// [Step] {method.Display}");
        if (isGeneric)
            code.Open($"internal static class {method.Member}{MethodText.TypeParameters(method.TypeParametersOfMethod)}{MethodText.Constraints(method.TypeParametersOfMethod)}");
        var type = $"{WellKnownNames.StepDescriptor}<{method.TupleType()}, {method.ResultType()}>";
        code.Line($"internal static readonly {type} {(isGeneric ? "Step" : method.Member)} = new(");
        code.Indented($"{ConstantText.Literal(step.Name)},\n{(method.IsStatic ? "null" : $"typeof({method.DeclaringType})")},");
        var parts = new CodeWriter();
        DescriptorParts.Codec(parts, method);
        DescriptorParts.Invoker(parts, method);
        code.Indented(parts.ToString().TrimEnd('\n', ';') + Initialiser(method, step.Options, step.Compensation is { } compensation ? CompensationEmitter.Reference(compensation, space) : null));
        if (isGeneric)
            code.Close();
        DescriptorParts.Accessor(code, method);
    }

    /// <summary>What only some descriptors have, and the end of the statement.</summary>
    /// <param name="compensation">How the step is undone as C#, or null.</param>
    public static string Initialiser(MethodModel method, StepOptionsModel options, string? compensation)
    {
        var lines = new List<string>();
        if (method.IsStatic)
            lines.Add($"    StaticOf = {ConstantText.Literal(method.TypeName)},");
        if (Options(options) is { Length: > 0 } given)
            lines.Add($"    Options = new {WellKnownNames.StepOptions} {{ {given} }},");
        if (method.Parameters.Any(p => p.IsCancellationToken))
            lines.Add("    TakesCancellation = true,");
        if (compensation is not null)
            lines.Add($"    Compensation = {compensation},");
        return lines.Count == 0 ? ";" : $"\n{{\n{string.Join("\n", lines)}\n}};";
    }

    /// <summary>Only what differs from the defaults.</summary>
    private static string Options(StepOptionsModel options)
    {
        var parts = new List<string>();
        if (options.MaxAttempts != 3)
            parts.Add($"MaxAttempts = {options.MaxAttempts.ToString(CultureInfo.InvariantCulture)}");
        if (options.RetryDelay != TimeSpan.TicksPerSecond)
            parts.Add($"RetryDelay = {DescriptorParts.Duration(options.RetryDelay)}");
        if (options.Backoff != 2.0)
            parts.Add($"Backoff = {options.Backoff.ToString("R", CultureInfo.InvariantCulture)}D");
        if (options.MaxRetryDelay != 5 * TimeSpan.TicksPerMinute)
            parts.Add($"MaxRetryDelay = {DescriptorParts.Duration(options.MaxRetryDelay)}");
        if (options.Timeout is { } timeout)
            parts.Add($"Timeout = {DescriptorParts.Duration(timeout)}");
        if (options.NonRetryable.Count > 0)
            parts.Add($"NonRetryable = [{string.Join(", ", options.NonRetryable.Select(t => $"typeof({t})"))}]");
        if (options.Pipeline is { } pipeline)
            parts.Add($"Pipeline = {ConstantText.Literal(pipeline)}");
        if (options.HashesArguments)
            parts.Add($"Arguments = {WellKnownNames.ArgumentRecording}.Hash");
        if (options.IsTransactional)
            parts.Add("Transactional = true");
        return string.Join(", ", parts);
    }
}
