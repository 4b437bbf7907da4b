using System.Composition;
using DurableSdk.CodeFixes.Async;
using DurableSdk.CodeFixes.Rewriting;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace DurableSdk.CodeFixes.Fixes;

/// <summary>Calls what <c>Task.Run</c> would call on another thread, where that is one expression.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
internal sealed class RemoveTaskRun() : DurableCodeFix("DUR1004")
{
    private const string Title = "Call it without Task.Run";

    protected override Repair? Change(Spot spot)
    {
        if (spot.Expression is not InvocationExpressionSyntax { ArgumentList.Arguments: [var work, ..] } call
            || spot.Symbol is not IMethodSymbol { Name: "Run", ContainingType.Name: "Task" })
            return null;
        var inner = Body(work.Expression);
        if (TaskKinds.Of(spot.Model.GetTypeInfo(inner, spot.Cancel).Type) != TaskKind.None)
            return spot.Replace(Title, call, Parenthesized(inner, call).WithTriviaFrom(call));
        if (work.Expression is not LambdaExpressionSyntax)
            return spot.Model.GetSymbolInfo(inner, spot.Cancel).Symbol is IMethodSymbol method && TaskKinds.Of(method.ReturnType) != TaskKind.None
                ? spot.Replace(Title, call, Expressions.Call(inner.WithoutTrivia()).WithTriviaFrom(call))
                : null;

        // Code that isn't async gives its value at once; that only fits where the task is awaited on the spot.
        return call.Parent is AwaitExpressionSyntax awaiting && inner is not LambdaExpressionSyntax && (awaiting.Parent is not ExpressionStatementSyntax || inner is InvocationExpressionSyntax or AssignmentExpressionSyntax)
            ? spot.Replace(Title, awaiting, Parenthesized(inner, awaiting).WithTriviaFrom(awaiting))
            : null;
    }

    /// <summary>What the lambda computes, without an await around it.</summary>
    private static ExpressionSyntax Body(ExpressionSyntax work) => work switch
    {
        LambdaExpressionSyntax { AsyncKeyword.RawKind: not 0, ExpressionBody: AwaitExpressionSyntax { Expression: var awaited } } => awaited,
        LambdaExpressionSyntax { AsyncKeyword.RawKind: 0, ExpressionBody: { } body } => body,
        LambdaExpressionSyntax { AsyncKeyword.RawKind: not 0, Block.Statements: [ExpressionStatementSyntax { Expression: AwaitExpressionSyntax { Expression: var awaited } }] } => awaited,
        LambdaExpressionSyntax { AsyncKeyword.RawKind: not 0, Block.Statements: [ReturnStatementSyntax { Expression: AwaitExpressionSyntax { Expression: var awaited } }] } => awaited,
        LambdaExpressionSyntax { AsyncKeyword.RawKind: 0, Block.Statements: [ReturnStatementSyntax { Expression: { } returned }] } => returned,
        LambdaExpressionSyntax { AsyncKeyword.RawKind: 0, Block.Statements: [ExpressionStatementSyntax { Expression: var only }] } => only,
        _ => work,
    };

    private static ExpressionSyntax Parenthesized(ExpressionSyntax inner, ExpressionSyntax replaced) =>
        inner is InvocationExpressionSyntax or IdentifierNameSyntax or MemberAccessExpressionSyntax or ObjectCreationExpressionSyntax or LiteralExpressionSyntax || replaced.Parent is EqualsValueClauseSyntax or ArgumentSyntax or ReturnStatementSyntax
            ? inner.WithoutTrivia()
            : Microsoft.CodeAnalysis.CSharp.SyntaxFactory.ParenthesizedExpression(inner.WithoutTrivia());
}
