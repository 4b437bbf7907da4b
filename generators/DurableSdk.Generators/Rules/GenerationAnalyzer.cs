using System.Collections.Immutable;
using DurableSdk.Generators.Parsing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace DurableSdk.Generators.Rules;

/// <summary>
/// Reports what can't be generated or recorded, through the generator's own parsers. An analyzer does it and not the generator,
/// so that the generator's models hold no locations and the rules obey .editorconfig.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class GenerationAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = Rules.All.ToImmutableArray();

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.Analyze | GeneratedCodeAnalysisFlags.ReportDiagnostics);
        context.RegisterCompilationStartAction(Start);
    }

    private static void Start(CompilationStartAnalysisContext context)
    {
        if (context.Compilation.GetTypeByMetadataName(WellKnownNames.WorkflowAttribute) is null)
            return;
        var whole = new CompilationChecks();
        var calls = new CallChecks(whole, CompilationChecks.CanIntercept(context.Compilation));
        context.RegisterSymbolAction(c => DeclarationChecks.Method(c, whole), SymbolKind.Method);
        context.RegisterSymbolAction(DeclarationChecks.Type, SymbolKind.NamedType);
        context.RegisterSyntaxNodeAction(
            DeclarationChecks.LocalFunction, SyntaxKind.LocalFunctionStatement, SyntaxKind.ParenthesizedLambdaExpression, SyntaxKind.SimpleLambdaExpression);
        context.RegisterOperationAction(calls.Invocation, OperationKind.Invocation);
        context.RegisterOperationAction(CallChecks.MethodGroup, OperationKind.MethodReference);
        context.RegisterOperationAction(CallChecks.DynamicInvocation, OperationKind.DynamicInvocation);
        context.RegisterOperationAction(ImplicitCallChecks.CollectionExpression, OperationKind.CollectionExpression);
        context.RegisterOperationAction(ImplicitCallChecks.Range, OperationKind.ImplicitIndexerReference, OperationKind.SlicePattern);
        context.RegisterOperationBlockAction(QueryStateChecks.Block);
        context.RegisterSyntaxNodeAction(CatchChecks.Clause, SyntaxKind.CatchClause);
        context.RegisterCompilationEndAction(whole.Report);
    }

    /// <summary>A parser's way to report.</summary>
    internal static ProblemSink Sink(Action<Diagnostic> report) =>
        (rule, location, arguments) => report(Diagnostic.Create(rule, location ?? Location.None, arguments));
}
