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
        var fields = new StaticFields(code, first.Holder);
        // Compensations first: steps refer to them.
        CompensationEmitter.Emit(code, fields, type);
        for (var i = 0; i < type.Steps.Count; i++)
        {
            if (i > 0 || type.Compensations.Count > 0)
                code.Line();
            EmitStep(code, fields, type.Steps[i], assembly.Namespace);
        }

        fields.EmitConstructor();
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

    private static void EmitStep(CodeWriter code, StaticFields fields, StepModel step, string space)
    {
        var method = step.Method;
        code.Line($"// [Step] {method.Display}");
        var properties = Properties(method, step.Options, step.Compensation is { } compensation ? CompensationEmitter.Reference(compensation, space) : null);
        EmitDescriptor(code, fields, method, method.Member, method.ResultType(), step.Name, properties.ToList());
        DescriptorParts.Accessor(code, method);
    }

    /// <summary>The descriptor of a method that is called as a step. That of a generic method has a class of its own, which takes the type parameters.</summary>
    /// <param name="result"><c>Unit</c> where the method's own result is thrown away.</param>
    public static void EmitDescriptor(CodeWriter code, StaticFields fields, MethodModel method, string member, string result, string name, List<string> properties)
    {
        var type = $"{WellKnownNames.StepDescriptor}<{method.TupleType()}, {result}>";
        var arguments = new CodeWriter();
        arguments.Lines($"{ConstantText.Literal(name)},\n{(method.IsStatic ? "null" : $"typeof({method.DeclaringType})")},");
        DescriptorParts.Codec(arguments, method);
        DescriptorParts.Invoker(arguments, method, ignoresResult: result != method.ResultType());
        if (method.TypeParametersOfMethod.Count == 0)
        {
            fields.Add(type, member, arguments.ToString(), properties);
            return;
        }

        code.Open($"internal static class {member}{MethodText.TypeParameters(method.TypeParametersOfMethod)}{MethodText.Constraints(method.TypeParametersOfMethod)}");
        var own = new StaticFields(code, member);
        own.Add(type, "Step", arguments.ToString(), properties);
        own.EmitConstructor();
        code.Close();
    }

    /// <summary>What only some descriptors have.</summary>
    /// <param name="compensation">How the step is undone as C#, or null.</param>
    public static IEnumerable<string> Properties(MethodModel method, StepOptionsModel options, string? compensation)
    {
        if (method.IsStatic)
            yield return $"StaticOf = {ConstantText.Literal(method.TypeName)},";
        if (Options(options) is { Length: > 0 } given)
            yield return $"Options = new {WellKnownNames.StepOptions} {{ {given} }},";
        if (method.Parameters.Any(p => p.IsCancellationToken))
            yield return "TakesCancellation = true,";
        if (compensation is not null)
            yield return $"Compensation = {compensation},";
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
