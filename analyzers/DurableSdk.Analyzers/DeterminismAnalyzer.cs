using System.Collections.Immutable;
using DurableSdk.Analyzers.Apis;
using DurableSdk.Analyzers.Checks;
using DurableSdk.Analyzers.Payloads;
using DurableSdk.Analyzers.Reach;
using DurableSdk.Generators;
using DurableSdk.Generators.Rules;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace DurableSdk.Analyzers;

/// <summary>
/// Finds what would break a replay, in every workflow and in all that workflows reach. The reached code is looked at once per
/// compilation, when it is first asked for; each file then reports what was found in it, so that it shows while typing.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class DeterminismAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } =
        [.. DeterminismRules.All, Rules.DirectWorkflowCall, Rules.UnmarkedAssembly, Rules.NotInterceptable];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterCompilationStartAction(Start);
    }

    private static void Start(CompilationStartAnalysisContext context)
    {
        if (context.Compilation.GetTypeByMetadataName(WellKnownNames.WorkflowAttribute) is null)
            return;
        var bans = BanList.Read(context.Options.AdditionalFiles, context.CancellationToken);
        context.RegisterAdditionalFileAction(c =>
        {
            foreach (var problem in BanList.IsBanFile(c.AdditionalFile) ? bans.ProblemsIn(c.AdditionalFile, c.Compilation) : [])
                c.ReportDiagnostic(problem);
        });
        var apis = ApiTable.WithBans(bans.Entries);
        context.RegisterSymbolAction(new PayloadRule(new PayloadTypes(context.Compilation, apis)).Method, SymbolKind.Method);
        var reach = new LazyReach(context.Compilation, apis, CheckTable.All);
        context.RegisterSemanticModelAction(c =>
        {
            foreach (var finding in reach.Get(c.CancellationToken).FindingsIn(c.SemanticModel.SyntaxTree))
                c.ReportDiagnostic(finding);
        });
    }
}
