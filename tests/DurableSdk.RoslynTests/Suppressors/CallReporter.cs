using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace DurableSdk.RoslynTests.Suppressors;

/// <summary>Stands in for an analyzer that isn't at hand: reports the id at every call.</summary>
#pragma warning disable RS1001, RS1017 // Made by a test only, and the id is what the test varies.
internal sealed class CallReporter(string id) : DiagnosticAnalyzer
{
    private readonly DiagnosticDescriptor _rule = new(id, "A call", "A call", "Test", DiagnosticSeverity.Warning, isEnabledByDefault: true);

    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => [_rule];

    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterSyntaxNodeAction(c => c.ReportDiagnostic(Diagnostic.Create(_rule, c.Node.GetLocation())), SyntaxKind.InvocationExpression);
    }
}
