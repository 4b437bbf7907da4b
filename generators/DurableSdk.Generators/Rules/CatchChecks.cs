using DurableSdk.Generators.Parsing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;

namespace DurableSdk.Generators.Rules;

/// <summary>Checks that what a workflow catches can be made again from the log.</summary>
internal static class CatchChecks
{
    public static void Clause(SyntaxNodeAnalysisContext context)
    {
        if (!WorkflowCode.Contains(context.ContainingSymbol))
            return;
        foreach (var (type, syntax) in CatchParser.TypesNamedIn((CatchClauseSyntax)context.Node, context.SemanticModel, context.CancellationToken))
        {
            if (CatchParser.IsAskedFor(type) && ExceptionParser.Parse(type, context.Compilation).WhyNot is { } why)
                context.ReportDiagnostic(Diagnostic.Create(Rules.ExceptionNotRecreatable, syntax.GetLocation(), SignatureRules.Short(type), why));
        }
    }
}
