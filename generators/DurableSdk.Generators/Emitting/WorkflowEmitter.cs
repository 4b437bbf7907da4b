using System.Globalization;
using DurableSdk.Generators.Models;
using DurableSdk.Generators.Parsing;

namespace DurableSdk.Generators.Emitting;

/// <summary>The definitions of one class's workflows.</summary>
internal static class WorkflowEmitter
{
    public static string Emit(WorkflowTypeModel type, AssemblyModel assembly)
    {
        var code = CodeWriter.File(type.Workflows.Select(w => w.Workflow.Method.WarningIds));
        var first = type.Workflows[0].Workflow.Method;
        code.Open($"namespace {assembly.Namespace}.Workflows");
        code.Line($"// {first.TypeName}");
        code.Open($"internal static class {first.Holder}");
        for (var i = 0; i < type.Workflows.Count; i++)
        {
            if (i > 0)
                code.Line();
            EmitWorkflow(code, type.Workflows[i], assembly.Namespace);
        }

        code.Close();
        code.Close();
        return code.ToString();
    }

    public static string Reference(WorkflowModel workflow, string space) => $"{Holder(workflow, space)}.{workflow.Method.Member}";

    private static string Holder(WorkflowModel workflow, string space) => $"global::{space}.Workflows.{workflow.Method.Holder}";

    private static void EmitWorkflow(CodeWriter code, WorkflowCodeModel model, string space)
    {
        var workflow = model.Workflow;
        var method = workflow.Method;
        var version = workflow.Version.ToString(CultureInfo.InvariantCulture);
        var takesCancellation = method.Parameters.Any(p => p.IsCancellationToken) ? "true" : "false";
        code.Line($"// [Workflow] {method.Display}");
        code.Line($"internal static readonly {WellKnownNames.WorkflowDefinition}<{method.TupleType()}, {method.ResultType()}> {method.Member} = new(");
        code.Indented($"{ConstantText.Literal(workflow.Name)},\n{version},\n{ConstantText.Literal(workflow.MethodDisplay)},");
        code.Indented($"{(method.IsStatic ? "null" : $"typeof({method.DeclaringType})")},\n{takesCancellation},");
        var parts = new CodeWriter();
        DescriptorParts.Codec(parts, method);
        DescriptorParts.Invoker(parts, method, Holder(workflow, space));
        var definition = parts.ToString().TrimEnd('\n');
        var options = Options(model);
        code.Indented(options.Count == 0 ? definition : $"{definition.TrimEnd(';')} {{ {string.Join(", ", options)} }};");
        DescriptorParts.Accessor(code, method);
    }

    private static List<string> Options(WorkflowCodeModel model)
    {
        var options = new List<string>();
        if (model.Workflow.Timeout is { } timeout)
            options.Add($"Timeout = {DescriptorParts.Duration(timeout)}");
        if (model.Graph.Length > 0)
            options.Add($"GraphText = {ConstantText.Literal(model.Graph)}");
        return options;
    }
}
