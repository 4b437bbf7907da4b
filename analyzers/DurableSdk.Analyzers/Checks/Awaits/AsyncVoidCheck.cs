using DurableSdk.Analyzers.Reach;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace DurableSdk.Analyzers.Checks.Awaits;

/// <summary>Code that nobody can await (DUR1019): methods, local functions, and lambdas that become a delegate without a result.</summary>
internal sealed class AsyncVoidCheck : Check
{
    public override IReadOnlyList<OperationKind> Operations { get; } = [OperationKind.LocalFunction, OperationKind.AnonymousFunction];

    public override void Body(IOperation root, Visit visit)
    {
        if (visit.Body.Member is IMethodSymbol { IsAsync: true, ReturnsVoid: true } method && root.Syntax is MethodDeclarationSyntax declaration)
            visit.Report(DeterminismRules.AsyncVoid, declaration.ReturnType, method.Name);
    }

    public override void Operation(IOperation operation, Visit visit)
    {
        switch (operation)
        {
            case ILocalFunctionOperation { Symbol: { IsAsync: true, ReturnsVoid: true } function, Syntax: LocalFunctionStatementSyntax declaration }:
                visit.Report(DeterminismRules.AsyncVoid, declaration.ReturnType, function.Name);
                break;
            case IAnonymousFunctionOperation { Symbol: { IsAsync: true, ReturnsVoid: true }, Syntax: AnonymousFunctionExpressionSyntax lambda } when IsBound(operation):
                visit.Report(DeterminismRules.AsyncVoid, lambda.Modifiers.FirstOrDefault(m => m.IsKind(SyntaxKind.AsyncKeyword)), "This lambda");
                break;
        }
    }

    /// <summary>A lambda without a delegate's type is one in code that doesn't compile yet.</summary>
    private static bool IsBound(IOperation lambda) => lambda.Parent is IDelegateCreationOperation or IConversionOperation;
}
