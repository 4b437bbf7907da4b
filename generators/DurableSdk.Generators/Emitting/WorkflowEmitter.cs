using System.Globalization;
using DurableSdk.Generators.Models;
using DurableSdk.Generators.Parsing;

namespace DurableSdk.Generators.Emitting;

/// <summary>The definitions of one class's workflows.</summary>
internal static class WorkflowEmitter
{
    public static string Emit(WorkflowTypeModel type, AssemblyModel assembly)
    {
        var code = CodeWriter.File(type.Workflows.SelectMany(w => w.Workflow.WarningIds));
        var first = type.Workflows[0].Workflow;
        code.Open($"namespace {assembly.Namespace}.Workflows");
        code.Line($"// {first.Method.TypeName}");
        code.Open($"internal static class {first.Method.Holder}");
        var fields = new StaticFields(code, first.Method.Holder);
        // Before the workflows, which refer to them.
        foreach (var signal in first.Signals)
            SignalEmitter.Emit(code, fields, signal);
        var queries = type.Workflows.SelectMany(w => w.Workflow.Queries).Distinct().ToList();
        foreach (var query in queries)
            QueryEmitter.Emit(code, fields, query);
        var reached = new HashSet<MethodModel>(queries.Select(q => q.Method));
        foreach (var update in type.Workflows.SelectMany(w => w.Workflow.Updates).Distinct())
            UpdateEmitter.Emit(code, fields, update, reached);
        for (var i = 0; i < type.Workflows.Count; i++)
        {
            if (i > 0)
                code.Line();
            EmitWorkflow(code, fields, type.Workflows[i]);
        }

        fields.EmitConstructor();
        code.Close();
        code.Close();
        return code.ToString();
    }

    public static string Reference(WorkflowModel workflow, string space) => $"{Holder(workflow, space)}.{workflow.Method.Member}";

    public static string Holder(WorkflowModel workflow, string space) => Holder(workflow.Method, space);

    public static string Holder(MethodModel workflow, string space) => $"global::{space}.Workflows.{workflow.Holder}";

    private static void EmitWorkflow(CodeWriter code, StaticFields fields, WorkflowCodeModel model)
    {
        var workflow = model.Workflow;
        var method = workflow.Method;
        var version = workflow.Version.ToString(CultureInfo.InvariantCulture);
        var takesCancellation = method.Parameters.Any(p => p.IsCancellationToken) ? "true" : "false";
        code.Line($"// [Workflow] {method.Display}");
        var parts = new CodeWriter();
        parts.Lines($"{ConstantText.Literal(workflow.Name)},\n{version},\n{ConstantText.Literal(workflow.MethodDisplay)},");
        parts.Lines($"{(method.IsStatic ? "null" : $"typeof({method.DeclaringType})")},\n{takesCancellation},");
        DescriptorParts.Codec(parts, method);
        DescriptorParts.Invoker(parts, method);
        fields.Add($"{WellKnownNames.WorkflowDefinition}<{method.TupleType()}, {method.ResultType()}>", method.Member, parts.ToString(), Properties(model).ToList());
        DescriptorParts.Accessor(code, method);
    }

    /// <summary>What a definition says beside its constructor's arguments.</summary>
    private static IEnumerable<string> Properties(WorkflowCodeModel model)
    {
        var workflow = model.Workflow;
        if (workflow.Timeout is { } timeout)
            yield return $"Timeout = {DescriptorParts.Duration(timeout)},";
        if (workflow.Signals.Count > 0)
            yield return $"Signals = [{string.Join(", ", workflow.Signals.Select(s => s.Member))}],";
        if (workflow.TakesOtherSignals)
            yield return "TakesOtherSignals = true,";
        if (model.Graph.Length > 0)
            yield return $"GraphText = {ConstantText.Literal(model.Graph)},";
        if (workflow.Queries.Count > 0)
            yield return $"Queries = [{string.Join(", ", workflow.Queries.Select(q => q.Method.Member))}],";
        if (workflow.Updates.Count > 0)
            yield return $"Updates = [{string.Join(", ", workflow.Updates.Select(u => u.Method.Member))}],";
    }
}
