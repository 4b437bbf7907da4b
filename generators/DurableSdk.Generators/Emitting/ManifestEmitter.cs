using DurableSdk.Generators.Models;
using DurableSdk.Generators.Parsing;

namespace DurableSdk.Generators.Emitting;

/// <summary>The assembly's mark, its manifest, and the manifests of all that it references.</summary>
internal static class ManifestEmitter
{
    public static string Emit(ManifestModel manifest, AssemblyModel assembly)
    {
        var code = CodeWriter.PublicFile(manifest.Pipelines.Select(p => p.WarningIds).Concat(manifest.Hooks.Select(h => h.WarningIds)));
        var space = assembly.Namespace;
        code.Line($"[assembly: {WellKnownNames.CompilerServices}DurableManifest(typeof(global::{space}.Manifest){Mark(manifest, assembly)})]");
        code.Line();
        code.Open($"namespace {space}");
        code.Line($"/// <summary>The workflows of {ClientEmitter.Xml(assembly.Name)}.</summary>");
        code.Line($"[{WellKnownNames.EditorBrowsable}({WellKnownNames.EditorBrowsableState}.Never)]");
        code.Open($"public sealed class Manifest : {WellKnownNames.Manifest}");
        code.Line("/// <inheritdoc/>");
        code.Line($"public override {WellKnownNames.ReadOnlyList}<{WellKnownNames.WorkflowDefinition}> Workflows {{ get; }} =");
        code.Line("[");
        foreach (var workflow in manifest.Workflows)
            code.Indented(WorkflowEmitter.Reference(workflow, space) + ",");
        code.Line("];");
        code.Line();
        code.Line("/// <inheritdoc/>");
        code.Line($"public override {WellKnownNames.ReadOnlyList}<{WellKnownNames.ExceptionDescriptor}> Exceptions => {(manifest.HasExceptions ? $"global::{space}.Exceptions.All" : "[]")};");
        if (manifest.Pipelines.Count > 0)
            EmitPipelines(code, manifest.Pipelines);
        if (manifest.Hooks.Count > 0)
            EmitHookPayloads(code, manifest.Hooks);
        code.Close();
        code.Line();
        code.Open("internal static class Manifests");
        code.Line($"internal static {WellKnownNames.Manifest}[] All() =>");
        code.Line("[");
        foreach (var type in new[] { $"global::{space}.Manifest" }.Concat(assembly.Manifests))
            code.Indented($"new {type}(),");
        code.Line("];");
        code.Close();
        code.Close();
        // Once for all files of interceptors: each file's own would be a type a file. What the compiler has read needn't be in the assembly.
        code.Lines(
            """

            namespace System.Runtime.CompilerServices
            {
                [global::System.AttributeUsage(global::System.AttributeTargets.Method)]
                [global::System.Diagnostics.Conditional("DURABLESDK_KEEPS_INTERCEPTS_LOCATION")]
                internal sealed class InterceptsLocationAttribute : global::System.Attribute
                {
                    public InterceptsLocationAttribute(int version, string data) { }
                }
            }
            """);
        return code.ToString();
    }

    /// <summary>What other assemblies' generators read.</summary>
    private static string Mark(ManifestModel manifest, AssemblyModel assembly) =>
        string.Concat(manifest.Steps.Select(s => ", " + ConstantText.Literal(s)))
        + (manifest.Waits || assembly.CallsWaits ? $", {WellKnownNames.WaitsForSignals} = true" : "")
        + Texts(WellKnownNames.WorkflowTypes, manifest.Workflows.Where(w => !w.Method.IsStatic).Select(w => w.Method.TypeName))
        + Texts(WellKnownNames.HiddenMessages, manifest.HiddenMessages);

    private static string Texts(string property, IEnumerable<string> texts)
    {
        var literals = string.Join(", ", texts.Distinct().OrderBy(t => t, StringComparer.Ordinal).Select(ConstantText.Literal));
        return literals.Length == 0 ? "" : $", {property} = new[] {{ {literals} }}";
    }

    private static void EmitHookPayloads(CodeWriter code, EquatableArray<HookPayloadModel> hooks)
    {
        code.Line();
        code.Line("/// <inheritdoc/>");
        code.Line($"public override {WellKnownNames.ReadOnlyList}<{WellKnownNames.HookPayload}> HookPayloads =>");
        code.Line("[");
        foreach (var hook in hooks)
            code.Indented($"{WellKnownNames.HookPayload}.Of<{hook.Type}>(),");
        code.Line("];");
    }

    private static void EmitPipelines(CodeWriter code, EquatableArray<PipelineModel> pipelines)
    {
        code.Line();
        code.Line("/// <inheritdoc/>");
        code.Line($"public override {WellKnownNames.ReadOnlyList}<{WellKnownNames.PipelineUse}> Pipelines =>");
        code.Line("[");
        foreach (var use in pipelines)
            code.Indented($"{WellKnownNames.PipelineUse}.Of<{use.Result}>({ConstantText.Literal(use.Step)}, {ConstantText.Literal(use.Pipeline)}),");
        code.Line("];");
    }
}
