using DurableSdk.Analyzers.Reach;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace DurableSdk.Analyzers.Checks;

/// <summary>What a call of a generic step has recorded, where only the call says of which type that is (DUR1022). The rest is told at the declaration.</summary>
internal sealed class GenericPayloadCheck : Check
{
    public override IReadOnlyList<OperationKind> Operations { get; } = [OperationKind.Invocation];

    public override void Operation(IOperation operation, Visit visit)
    {
        var call = (IInvocationOperation)operation;
        var step = call.TargetMethod;
        if (SymbolEqualityComparer.Default.Equals(step, step.OriginalDefinition) || !visit.Facts.IsStep(step))
            return;
        var told = new HashSet<string>(StringComparer.Ordinal);
        foreach (var argument in call.Arguments)
        {
            if (argument.Parameter is { } parameter)
                Report(parameter.OriginalDefinition.Type, parameter.Type, argument.Syntax, $"Parameter '{parameter.Name}'");
        }

        if (ResultOf(step.OriginalDefinition) is { } declared && ResultOf(step) is { } result)
            Report(declared, result, call.Syntax, "The result");

        void Report(ITypeSymbol declared, ITypeSymbol type, SyntaxNode at, string what)
        {
            if (SymbolEqualityComparer.Default.Equals(declared, type) || visit.Facts.Payloads.ProblemsOf(declared, visit.Cancel).Count > 0)
                return;
            foreach (var problem in visit.Facts.Payloads.ProblemsOf(type, visit.Cancel).Where(p => told.Add(p.ToString())))
                visit.Report(DeterminismRules.NotRoundTrippable, at, what, step.Name, problem);
        }
    }

    private static ITypeSymbol? ResultOf(IMethodSymbol step) => (step.ReturnType as INamedTypeSymbol)?.TypeArguments.FirstOrDefault();
}
