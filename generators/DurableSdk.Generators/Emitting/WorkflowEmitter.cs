using System.Globalization;
using DurableSdk.Generators.Models;
using DurableSdk.Generators.Parsing;

namespace DurableSdk.Generators.Emitting;

/// <summary>The definitions of one class's workflows.</summary>
internal static class WorkflowEmitter
{
    public static string Emit(WorkflowTypeModel type, AssemblyModel assembly)
    {
        var code = CodeWriter.File(type.Workflows.Select(w => w.Method.WarningIds));
        var first = type.Workflows[0].Method;
        code.Open($"namespace {assembly.Namespace}.Workflows");
        code.Line($"// {first.TypeName}");
        code.Open($"internal static class {first.Holder}");
        // Before the workflows, which refer to them.
        foreach (var signal in type.Workflows[0].Signals)
            SignalEmitter.Emit(code, signal, Holder(type.Workflows[0], assembly.Namespace));
        var queries = type.Workflows.SelectMany(w => w.Queries).Distinct().ToList();
        foreach (var query in queries)
            QueryEmitter.Emit(code, query, Holder(type.Workflows[0], assembly.Namespace));
        var reached = new HashSet<MethodModel>(queries.Select(q => q.Method));
        foreach (var update in type.Workflows.SelectMany(w => w.Updates).Distinct())
            UpdateEmitter.Emit(code, update, Holder(type.Workflows[0], assembly.Namespace), reached);
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

    public static string Holder(WorkflowModel workflow, string space) => $"global::{space}.Workflows.{workflow.Method.Holder}";

    private static void EmitWorkflow(CodeWriter code, WorkflowModel workflow, string space)
    {
        var method = workflow.Method;
        var version = workflow.Version.ToString(CultureInfo.InvariantCulture);
        var takesCancellation = method.Parameters.Any(p => p.IsCancellationToken) ? "true" : "false";
        code.Line($"// [Workflow] {method.Display}");
        code.Line($"internal static readonly {WellKnownNames.WorkflowDefinition}<{method.TupleType()}, {method.ResultType()}> {method.Member} = new(");
        code.Indented($"{ConstantText.Literal(workflow.Name)},\n{version},\n{ConstantText.Literal(workflow.MethodDisplay)},");
        code.Indented($"{(method.IsStatic ? "null" : $"typeof({method.DeclaringType})")},\n{takesCancellation},");
        var parts = new CodeWriter();
        DescriptorParts.Codec(parts, method);
        DescriptorParts.Invoker(parts, method, Holder(workflow, space), SignalEmitter.HasInitializer(workflow) ? ")" : ");");
        code.Indented(parts.ToString().TrimEnd('\n'));
        SignalEmitter.Initializer(code, workflow);
        DescriptorParts.Accessor(code, method);
    }
}
