using System.Globalization;
using DurableSdk.Generators.Models;
using DurableSdk.Generators.Parsing;

namespace DurableSdk.Generators.Emitting;

/// <summary>The interceptors of one source file.</summary>
internal static class InterceptorEmitter
{
    private const string Scope = WellKnownNames.WorkflowScope + ".Current";

    /// <summary>The compiler's warning that a referenced assembly, which shows us its internals, has the attribute too.</summary>
    private static readonly EquatableArray<string> AttributeOfFriends = new[] { "CS0436" }.ToEquatableArray();

    public static string Emit(FileModel file, AssemblyModel assembly)
    {
        var operations = file.Sites.Select(s => s.Operation).ToList();
        var called = operations.OfType<StepOperation>().Select(o => o.Step.Method).Concat(operations.OfType<ChildOperation>().Select(o => o.Child.Method));
        var code = CodeWriter.File(called.Select(m => m.WarningIds).Append(AttributeOfFriends));
        code.Open($"namespace {assembly.Namespace}");
        code.Open("file static class Interceptors");
        for (var i = 0; i < file.Sites.Count; i++)
        {
            if (i > 0)
                code.Line();
            EmitSite(code, file.Sites[i], i, assembly);
        }

        code.Close();
        code.Close();
        return code.ToString();
    }

    private static void EmitSite(CodeWriter code, SiteModel site, int index, AssemblyModel assembly)
    {
        var number = index.ToString(CultureInfo.InvariantCulture);
        code.Line(site.Id is null ? $"// {site.Source}" : $"// {site.Source}: {OnOneLine(site.Id)}");
        if (site.Operation is ChildOperation { Child: var workflow })
            ChildEmitter.Emit(code, workflow, number);
        code.Line($"[global::System.Runtime.CompilerServices.InterceptsLocation({site.LocationVersion.ToString(CultureInfo.InvariantCulture)}, {ConstantText.Literal(site.LocationData)})]");
        switch (site.Operation)
        {
            case StepOperation { Step: var step }:
                EmitStep(code, step, site, number, assembly.Namespace);
                break;
            case ChildOperation { Child: var child }:
                EmitDurable(
                    code, ChildEmitter.Called(child, number), number, $"Child{number}.CallInWorkflow({Place(site)}, {child.Method.TypedTuple(MethodText.Value)})", ChildEmitter.Holder(child, assembly.Namespace));
                break;
            case SleepOperation sleep:
                EmitSleep(code, sleep, site, number);
                break;
            case MarkOperation mark:
                EmitMark(code, mark, site, number);
                break;
            case TimeoutOperation timeout:
                EmitTimeout(code, timeout, site, number);
                break;
            case SignalWaitOperation:
                EmitSignalWait(code, site, number);
                break;
            case ConditionOperation:
                EmitCondition(code, site, number);
                break;
            case SendOperation send:
                EmitSend(code, send, site, number);
                break;
            case HookOperation:
                EmitHook(code, site, number);
                break;
            case WhenEachOperation whenEach:
                EmitWhenEach(code, whenEach, number);
                break;
            case HostOperation host:
                EmitHost(code, host, number, assembly.Namespace);
                break;
        }
    }

    /// <summary>A step's name may be any text.</summary>
    private static string OnOneLine(string id) => id.IndexOfAny(['\r', '\n', '\u0085', '\u2028', '\u2029']) < 0 ? id : ConstantText.Literal(id);

    /// <summary>Where the call stands, as two arguments: a field for each call would be one more member for the compiler and for every analyzer.</summary>
    private static string Place(SiteModel site) => $"{ConstantText.Literal(site.Id!)}, {ConstantText.Literal(site.Source)}";

    /// <summary>The same as a value.</summary>
    private static string Made(SiteModel site) => $"new {WellKnownNames.CallSite}({Place(site)})";

    private static void EmitStep(CodeWriter code, StepModel step, SiteModel site, string number, string space)
    {
        var method = step.Method;
        var self = Self(method);
        var call = $"{StepEmitter.Reference(step, space)}.CallInWorkflow({Place(site)}, {(method.IsStatic ? "null" : self)}, {method.TypedTuple(MethodText.Value)})";
        EmitDurable(code, method, number, call, method.StepHolder(space));
    }

    private static string Self(MethodModel method) => Identifiers.Unique("self", method.Parameters.Select(p => p.Name));

    /// <summary>Durable in a workflow, the plain call elsewhere.</summary>
    /// <param name="call">Gives the task, or null outside a workflow.</param>
    /// <param name="holder">The class with the method's accessor; null for that of the interceptors itself.</param>
    private static void EmitDurable(CodeWriter code, MethodModel method, string number, string call, string? holder)
    {
        var names = method.Parameters.Select(p => p.Name).ToList();
        var self = Self(method);
        var task = Identifiers.Unique("task", names);
        var typeParameters = method.TypeParametersOfType.Concat(method.TypeParametersOfMethod).ToList();

        var parameters = method.Parameters.Select((p, i) => $"{(i == 0 && method.IsExtension ? "this " : "")}{p.Type} {Identifiers.Escape(p.Name)}").ToList();
        if (!method.IsStatic)
            parameters.Insert(0, $"this {method.DeclaringType} {self}");
        code.Line(
            $"internal static {method.Return.Type} {method.Name}_{number}{MethodText.TypeParameters(typeParameters)}"
            + $"({string.Join(", ", parameters)}){MethodText.Constraints(typeParameters)} =>");

        var plain = method.Call(self, method.Parameters.Select(MethodText.Value), holder);
        code.Indented(method.Return.Kind is ReturnKind.Task or ReturnKind.TaskOfResult
            ? $"{call}\n?? {plain};"
            : $"{call} is {{ }} {task}\n    ? new {ValueTaskOf(method)}({task})\n    : {plain};");
    }

    private static string ValueTaskOf(MethodModel method) =>
        method.Return.Kind == ReturnKind.ValueTask ? WellKnownNames.ValueTask : $"{WellKnownNames.ValueTask}<{method.ResultType()}>";

    private static void EmitSleep(CodeWriter code, SleepOperation sleep, SiteModel site, string number)
    {
        code.Open($"internal static {WellKnownNames.Task} {sleep.Method}_{number}({sleep.ArgumentType} time)");
        code.Line($"var run = {Scope};");
        code.Line("return run is null");
        code.Indented($"? {WellKnownNames.DurableType}.{sleep.Method}(time)\n: run.{sleep.Method}({Made(site)}, time);");
        code.Close();
    }

    private static void EmitMark(CodeWriter code, MarkOperation mark, SiteModel site, string number)
    {
        var names = string.Join(", ", mark.Parameters.Select(p => Identifiers.Escape(p.Name)));
        code.Open($"internal static void {mark.Method}_{number}({string.Join(", ", mark.Parameters.Select(p => $"{p.Type} {Identifiers.Escape(p.Name)}"))})");
        code.Line($"var run = {Scope};");
        code.Line("if (run is null)");
        code.Indented($"{WellKnownNames.DurableType}.{mark.Method}({names});");
        code.Line("else");
        code.Indented($"run.{mark.Method}({Made(site)}, {names});");
        code.Close();
    }

    private static void EmitTimeout(CodeWriter code, TimeoutOperation timeout, SiteModel site, string number)
    {
        var typeParameters = timeout.TypeParameter is null ? "" : $"<{timeout.TypeParameter}>";
        var durable = timeout.IsValueTask
            ? $"new {timeout.TaskType}(run.WithTimeout({Made(site)}, task.AsTask(), timeout))"
            : $"run.WithTimeout({Made(site)}, task, timeout)";
        code.Open($"internal static {timeout.TaskType} WithTimeout_{number}{typeParameters}(this {timeout.TaskType} task, {WellKnownNames.TimeSpan} timeout)");
        code.Line($"var run = {Scope};");
        code.Line("return run is null");
        code.Indented($"? {WellKnownNames.TaskExtensionsType}.WithTimeout(task, timeout)\n: {durable};");
        code.Close();
    }

    private static void EmitSignalWait(CodeWriter code, SiteModel site, string number)
    {
        code.Open($"internal static {WellKnownNames.Task}<T> WaitForSignal_{number}<T>(string name, {WellKnownNames.TimeSpan}? timeout)");
        code.Line($"var run = {Scope};");
        code.Line("return run is null");
        code.Indented($"? {WellKnownNames.DurableType}.WaitForSignal<T>(name, timeout)\n: run.WaitForSignal<T>({Made(site)}, name, timeout);");
        code.Close();
    }

    private static void EmitCondition(CodeWriter code, SiteModel site, string number)
    {
        code.Open($"internal static {WellKnownNames.Task}<bool> Until_{number}(global::System.Func<bool> condition, {WellKnownNames.TimeSpan}? timeout)");
        code.Line($"var run = {Scope};");
        code.Line("return run is null");
        code.Indented($"? {WellKnownNames.DurableType}.Until(condition, timeout)\n: run.Until({Made(site)}, condition, timeout);");
        code.Close();
    }

    private static void EmitSend(CodeWriter code, SendOperation send, SiteModel site, string number)
    {
        var (typeParameters, parameter, argument) = send.HasPayload ? ("<T>", ", T payload", ", payload") : ("", "", "");
        code.Open($"internal static {WellKnownNames.Task} Send_{number}{typeParameters}(string runId, string name{parameter})");
        code.Line($"var run = {Scope};");
        code.Line("return run is null");
        code.Indented($"? {WellKnownNames.DurableType}.Send(runId, name{argument})\n: run.Send({Made(site)}, runId, name{argument});");
        code.Close();
    }

    private static void EmitHook(CodeWriter code, SiteModel site, string number)
    {
        const string Arguments = "name, expiresAfter, token, deliveriesMax";
        code.Open($"internal static {WellKnownNames.Task}<{WellKnownNames.Hook}<T>> CreateHook_{number}<T>(string? name, {WellKnownNames.TimeSpan}? expiresAfter, string? token, int? deliveriesMax)");
        code.Line($"var run = {Scope};");
        code.Line("return run is null");
        code.Indented($"? {WellKnownNames.DurableType}.CreateHook<T>({Arguments})\n: run.CreateHook<T>({Made(site)}, {Arguments});");
        code.Close();
    }

    private static void EmitWhenEach(CodeWriter code, WhenEachOperation whenEach, string number)
    {
        var typeParameters = whenEach.TypeParameter is null ? "" : $"<{whenEach.TypeParameter}>";
        var scoped = whenEach.IsSpan ? "scoped " : "";
        var tasks = whenEach.IsSpan ? "tasks.ToArray()" : "tasks";
        code.Open(
            $"internal static global::System.Collections.Generic.IAsyncEnumerable<{whenEach.TaskType}> "
            + $"WhenEach_{number}{typeParameters}({scoped}{whenEach.TasksType} tasks)");
        code.Line($"var run = {Scope};");
        code.Line("return run is null");
        code.Indented($"? {WellKnownNames.Task}.WhenEach{typeParameters}(tasks)\n: run.WhenEach<{whenEach.TaskType}>({tasks});");
        code.Close();
    }

    private static void EmitHost(CodeWriter code, HostOperation host, string number, string space)
    {
        var parameters = host.Parameters.Select((p, i) => $"{(i == 0 && host.IsExtension ? "this " : "")}{p.Type} {Identifiers.Escape(p.Name)}");
        var names = host.Parameters.Select(p => Identifiers.Escape(p.Name)).ToList();
        names.Insert(host.IsExtension ? 2 : 1, $"global::{space}.Manifests.All()");
        code.Line($"internal static {host.ReturnType} {host.Method}_{number}({string.Join(", ", parameters)}) =>");
        code.Indented($"{host.DeclaringType}.{host.Method}({string.Join(", ", names)});");
    }
}
