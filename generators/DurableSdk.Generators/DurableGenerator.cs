using System.Collections.Immutable;
using DurableSdk.Generators.Emitting;
using DurableSdk.Generators.Models;
using DurableSdk.Generators.Parsing;
using Microsoft.CodeAnalysis;

namespace DurableSdk.Generators;

/// <summary>Turns <c>[Workflow]</c> and <c>[Step]</c> methods into durable operations. The whole wiring: parse, model, emit.</summary>
[Generator(LanguageNames.CSharp)]
public sealed class DurableGenerator : IIncrementalGenerator
{
    /// <inheritdoc/>
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        var syntax = context.SyntaxProvider;
        var assembly = context.CompilationProvider.Select(AssemblyParser.Parse).WithTrackingName(TrackingNames.Assembly);

        // Calls: found one by one, kept apart from the models, for their locations change with every edit.
        var calls = syntax.CreateSyntaxProvider(CallParser.IsCandidate, CallParser.Parse).NotNull().WithTrackingName(TrackingNames.Calls);
        var files = calls.Collect().SelectMany((c, _) => Grouping.Files(c)).WithTrackingName(TrackingNames.Files);
        context.RegisterSourceOutput(files.Combine(assembly), (output, x) => output.AddSource(x.Left.HintName, InterceptorEmitter.Emit(x.Left, x.Right)));

        // Steps: what the calls call.
        var steps = calls.Select((c, _) => (c.Operation as StepOperation)?.Step).NotNull().WithTrackingName(TrackingNames.Steps);
        var stepTypes = steps.Collect().SelectMany((s, _) => Grouping.StepTypes(s)).WithTrackingName(TrackingNames.StepTypes);
        context.RegisterSourceOutput(stepTypes.Combine(assembly), (output, x) => output.AddSource(x.Left.HintName, StepEmitter.Emit(x.Left, x.Right)));

        // Workflows: definitions and the typed client.
        var graphs = syntax.ForAttributeWithMetadataName(WellKnownNames.WorkflowAttribute, IsMethod, WorkflowParser.ParseCode).NotNull().WithTrackingName(TrackingNames.Graphs);
        var workflows = graphs.Select((g, _) => g.Workflow).WithTrackingName(TrackingNames.Workflows);
        var workflowTypes = graphs.Collect().SelectMany((w, _) => Grouping.WorkflowTypes(w)).WithTrackingName(TrackingNames.WorkflowTypes);
        context.RegisterSourceOutput(workflowTypes.Combine(assembly), (output, x) => output.AddSource(x.Left.HintName, WorkflowEmitter.Emit(x.Left, x.Right)));
        var registered = workflows.Collect().Select((w, _) => Grouping.Workflows(w)).WithTrackingName(TrackingNames.Registered);
        context.RegisterSourceOutput(registered.Combine(assembly), (output, x) =>
        {
            if (x.Right.HasClient && x.Left.Count > 0)
                output.AddSource("Client.g.cs", ClientEmitter.Emit(x.Left, x.Right));
        });

        // Exceptions: what handlers name, and what the source derives from it.
        var catches = syntax.CreateSyntaxProvider(CatchParser.IsCatch, CatchParser.Parse).NotNull().WithTrackingName(TrackingNames.Catches);
        var declared = syntax.CreateSyntaxProvider(CatchParser.IsDeclaration, CatchParser.ParseDeclaration).NotNull().WithTrackingName(TrackingNames.DeclaredExceptions);
        var exceptions = catches.Collect().Combine(declared.Collect()).Select((x, _) => ExceptionTable.Merge(x.Left, x.Right)).WithTrackingName(TrackingNames.Exceptions);
        context.RegisterSourceOutput(exceptions.Combine(assembly), (output, x) =>
        {
            if (x.Right.HasCore && x.Left.Count > 0)
                output.AddSource("Exceptions.g.cs", ExceptionEmitter.Emit(x.Left, x.Right));
        });

        // Manifest: the mark that the assembly was compiled with interception, and what it brings.
        var stepNames = syntax.ForAttributeWithMetadataName(WellKnownNames.StepAttribute, IsMethod, (c, _) => c.TargetSymbol.Name).Collect()
            .Combine(registered)
            .Select((x, _) => x.Left.Concat(x.Right.Select(w => w.Method.Name)).Distinct().OrderBy(n => n, StringComparer.Ordinal).ToEquatableArray()).WithTrackingName(TrackingNames.StepNames);
        var pipelines = steps.Collect().Select((s, _) => Grouping.Pipelines(s)).WithTrackingName(TrackingNames.Pipelines);
        var hooks = calls.Select((c, _) => (c.Operation as HookOperation)?.Payload).NotNull().Collect()
            .Select((p, _) => p.Distinct().OrderBy(h => h.Type, StringComparer.Ordinal).ToEquatableArray()).WithTrackingName(TrackingNames.HookPayloads);
        var hasExceptions = exceptions.Select((e, _) => e.Count > 0);
        var waits = calls.Where(c => c is { Operation: SignalWaitOperation, IsOfWorkflow: false }).Collect().Select((c, _) => c.Length > 0);
        var hidden = Hidden(WellKnownNames.SignalAttribute).Combine(Hidden(WellKnownNames.QueryAttribute)).Combine(Hidden(WellKnownNames.UpdateAttribute))
            .Select((x, _) => x.Left.Left.Concat(x.Left.Right).Concat(x.Right).Distinct().OrderBy(m => m, StringComparer.Ordinal).ToEquatableArray()).WithTrackingName(TrackingNames.HiddenMessages);
        context.RegisterSourceOutput(registered.Combine(hasExceptions).Combine(stepNames).Combine(pipelines).Combine(hooks).Combine(waits).Combine(hidden).Combine(assembly), (output, x) =>
        {
            var ((((((models, haveExceptions), names), uses), payloads), haveWaits), messages) = x.Left;
            if (x.Right.HasCore)
                output.AddSource("Manifest.g.cs", ManifestEmitter.Emit(new ManifestModel(models, haveExceptions, names, uses, payloads, haveWaits, messages), x.Right));
        });

        IncrementalValueProvider<ImmutableArray<string>> Hidden(string attribute) =>
            syntax.ForAttributeWithMetadataName(attribute, (_, _) => true, (c, _) => HiddenMessages.Of(c.TargetSymbol)).NotNull().Collect();
    }

    private static bool IsMethod(SyntaxNode node, CancellationToken cancel) => node is Microsoft.CodeAnalysis.CSharp.Syntax.MethodDeclarationSyntax;
}
