using System.Collections.Concurrent;
using System.Collections.Immutable;
using DurableSdk.Generators;
using DurableSdk.Generators.Parsing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace DurableSdk.Analyzers.Contracts;

/// <summary>
/// Tells what a change of the code does to runs in flight, by a file that is checked in beside the code. A project without the file gets nothing.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class ContractAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = ContractRules.All;

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterCompilationStartAction(Start);
    }

    private static void Start(CompilationStartAnalysisContext context)
    {
        if (context.Options.AdditionalFiles.FirstOrDefault(ContractFile.IsOne) is not { } text
            || text.GetText(context.CancellationToken) is not { } content
            || context.Compilation.GetTypeByMetadataName(WellKnownNames.WorkflowAttribute) is null)
            return;
        var file = ContractFile.Read(text.Path, content);
        context.RegisterAdditionalFileAction(c =>
        {
            foreach (var problem in c.AdditionalFile.Path == file.Path ? file.Problems : [])
                c.ReportDiagnostic(problem);
        });
        if (file.Problems.Count > 0)
            return;
        var found = new ConcurrentDictionary<string, bool>(StringComparer.Ordinal);
        context.RegisterSymbolAction(c => Check(c, file, found), SymbolKind.Method);
        context.RegisterCompilationEndAction(c =>
        {
            foreach (var workflow in file.Workflows.Where(w => !found.ContainsKey(w.Key)))
                c.ReportDiagnostic(Diagnostic.Create(ContractRules.WorkflowGone, file.LocationOf(workflow), workflow.Key));
        });
    }

    private static void Check(SymbolAnalysisContext context, ContractFile file, ConcurrentDictionary<string, bool> found)
    {
        if (context.Symbol is not IMethodSymbol { PartialDefinitionPart: null } method
            || StepParser.AttributeOf(method, WellKnownNames.WorkflowAttribute) is not { } attribute
            || WorkflowParser.Parse(method, attribute, context.Compilation, null) is not { } workflow)
            return;
        var check = new ContractCheck(method, workflow, file, context.Compilation, context.CancellationToken);
        found.TryAdd(check.Now.Key, true);
        foreach (var diagnostic in check.Compare())
            context.ReportDiagnostic(diagnostic);
    }
}
