using DurableSdk.Generators.Models;
using DurableSdk.Generators.Parsing;

namespace DurableSdk.Generators.Emitting;

/// <summary>The typed client: <c>StartXxxAsync</c>, <c>GetXxx</c> and a handle for each workflow's highest version.</summary>
internal static class ClientEmitter
{
    public static string Emit(EquatableArray<WorkflowModel> all, AssemblyModel assembly)
    {
        var workflows = all.GroupBy(w => w.Identifier, StringComparer.Ordinal).Select(g => g.OrderBy(w => w.Version).Last()).ToList();
        var code = CodeWriter.PublicFile(workflows.SelectMany(w => w.WarningIds));
        code.Open("namespace DurableSdk");
        code.Line($"/// <summary>Starts and finds the workflows of {Xml(assembly.Name)}.</summary>");
        code.Open($"{(workflows.Any(w => w.IsPublic) ? "public" : "internal")} static class {assembly.ClientClass}");
        for (var i = 0; i < workflows.Count; i++)
        {
            if (i > 0)
                code.Line();
            EmitMethods(code, workflows[i], assembly);
        }

        code.Close();
        code.Close();
        foreach (var workflow in workflows)
            EmitHandle(code, workflow, assembly);
        return code.ToString();
    }

    public static string HandleName(string identifier) => identifier + "Handle";

    private static void EmitMethods(CodeWriter code, WorkflowModel workflow, AssemblyModel assembly)
    {
        var method = workflow.Method;
        var arguments = method.Arguments().ToList();
        var names = arguments.Select(a => a.Name).ToList();
        var client = Identifiers.Unique("client", names);
        var options = Identifiers.Unique("options", names);
        var cancel = Identifiers.Unique("cancel", names);
        var handle = HandleType(workflow);
        var parameters = new[] { $"this {WellKnownNames.Client} {client}" }
            .Concat(Declarations(arguments))
            .Concat([$"{WellKnownNames.StartOptions}? {options} = null", $"{WellKnownNames.CancellationToken} {cancel} = default"]);
        var visibility = workflow.IsPublic ? "public" : "internal";
        var tuple = method.Tuple(MethodText.Value);

        code.Line($"// [Workflow] {method.Display}");
        code.Line($"/// <summary>Starts workflow {Xml(workflow.Name)}, version {workflow.Version.ToString(null, null)}.</summary>");
        code.Line($"{visibility} static {WellKnownNames.Task}<{handle}> Start{workflow.Identifier}Async({string.Join(", ", parameters)}) =>");
        code.Indented($"{client}.StartRunAsync({WorkflowEmitter.Reference(workflow, assembly.Namespace)}, {tuple}, {options}, global::DurableSdk.{assembly.ClientClass}.Get{workflow.Identifier}, {cancel});\n");
        code.Line($"/// <summary>A handle on an existing run of workflow {Xml(workflow.Name)}.</summary>");
        code.Line($"{visibility} static {handle} Get{workflow.Identifier}(this {WellKnownNames.Client} client, string runId) => new {handle}(client, runId);");
    }

    private static void EmitHandle(CodeWriter code, WorkflowModel workflow, AssemblyModel assembly)
    {
        var name = HandleName(workflow.Identifier);
        var result = workflow.Method.Return.Result is { } type ? $"<{type}>" : "";
        code.Line();
        if (workflow.Namespace is not null)
            code.Open($"namespace {workflow.Namespace}");
        code.Line($"/// <summary>A run of workflow {Xml(workflow.Name)}.</summary>");
        code.Open($"{(workflow.IsPublic ? "public" : "internal")} sealed class {name} : {WellKnownNames.WorkflowHandle}{result}");
        code.Line($"internal {name}({WellKnownNames.Client} client, string runId) : base(client, runId, {ConstantText.Literal(workflow.Name)}) {{ }}");
        foreach (var signal in workflow.Signals)
            SignalEmitter.HandleMember(code, workflow, signal, assembly.Namespace);
        foreach (var query in workflow.Queries.Select(q => q with { HandleMethod = Free("Query", q.HandleMethod, workflow.Signals.Select(s => s.HandleMethod)) }))
            QueryEmitter.HandleMember(code, workflow, query, assembly.Namespace);
        var others = workflow.Signals.Select(s => s.HandleMethod).Concat(workflow.Queries.Select(q => q.HandleMethod)).ToList();
        foreach (var update in workflow.Updates.Select(u => u with { HandleMethod = Free("Update", u.HandleMethod, others) }))
            UpdateEmitter.HandleMember(code, workflow, update, assembly.Namespace);
        code.Close();
        if (workflow.Namespace is not null)
            code.Close();
    }

    /// <summary><c>Add</c> and <c>AddAsync</c> of one class, where one is a signal and the other an update, give one name: that of the first kind.</summary>
    private static string Free(string kind, string method, IEnumerable<string?> taken) =>
        taken.Contains(method) && !method.StartsWith(kind, StringComparison.Ordinal) ? kind + method : method;

    private static string HandleType(WorkflowModel workflow)
    {
        var space = workflow.Namespace is null ? "" : workflow.Namespace + ".";
        return $"global::{space}{HandleName(workflow.Identifier)}";
    }

    /// <summary>Defaults are kept where all that follow have one too.</summary>
    public static IEnumerable<string> Declarations(List<ParameterModel> arguments)
    {
        var lastRequired = arguments.FindLastIndex(a => a.Default is null);
        return arguments.Select((a, i) => $"{a.Type} {Identifiers.Escape(a.Name)}{(i > lastRequired ? $" = {a.Default}" : "")}");
    }

    public static string Xml(string text) => text.Replace("&", "&amp;").Replace("<", "&lt;").Replace("\r", " ").Replace("\n", " ");
}
