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
            if (WhyNot(type, context.Compilation) is { } why)
                context.ReportDiagnostic(Diagnostic.Create(Rules.ExceptionNotRecreatable, syntax.GetLocation(), SignatureRules.Short(type), why.Reason, why.Mend));
        }
    }

    private static (string Reason, string Mend)? WhyNot(ITypeSymbol type, Compilation compilation)
    {
        if (type is ITypeParameterSymbol)
        {
            return ExceptionTypes.IsCancellation(type) ? null : ("it is a type parameter, so nobody knows here which type to make", "name the types that it stands for");
        }

        if (type is not INamedTypeSymbol named || !CatchParser.IsAskedFor(named))
            return null;
        if (ExceptionParser.Parse(named, compilation).WhyNot is { } why)
            return (why, "give it a constructor (string message, Exception? innerException)");
        return named.IsAbstract && !ExceptionTypes.IsOfSdk(named) && !ExceptionFamily.HasRecreatable(named, compilation)
            ? ("it is abstract, and no known type that derives from it can be made again", "catch StepFailedException and look at its Failure.Type")
            : null;
    }
}
