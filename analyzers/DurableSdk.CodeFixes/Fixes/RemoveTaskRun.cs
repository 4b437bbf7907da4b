using System.Composition;
using DurableSdk.CodeFixes.Async;
using DurableSdk.CodeFixes.Rewriting;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
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
        var inner = work.Expression is LambdaExpressionSyntax lambda ? Body(lambda) : Expressions.Call(work.Expression.WithoutTrivia());
        if (inner is null)
            return null;
        if (GivesTask(spot, work.Expression, inner))
            return spot.Replace(Title, call, Fitted(inner, call));
        if (work.Expression is LambdaExpressionSyntax { AsyncKeyword.RawKind: not 0 })
            return call.Parent is AwaitExpressionSyntax ? spot.Replace(Title, call, Fitted(inner, call)) : null;

        // Code that isn't async gives its value at once; that only fits where the task is awaited on the spot.
        return call.Parent is AwaitExpressionSyntax awaiting && (awaiting.Parent is not ExpressionStatementSyntax || inner is InvocationExpressionSyntax or AssignmentExpressionSyntax)
            ? spot.Replace(Title, awaiting, Fitted(inner, awaiting))
            : null;
    }

    /// <summary>What the lambda computes, without an await around it; null if that is more than an expression.</summary>
    private static ExpressionSyntax? Body(LambdaExpressionSyntax lambda)
    {
        var only = lambda.ExpressionBody ?? (lambda.Block?.Statements is [var statement] ? ValueOf(statement) : null);
        return lambda.AsyncKeyword == default ? only : only is AwaitExpressionSyntax { Expression: var awaited } ? Configuration.Removed(awaited) : null;
    }

    private static ExpressionSyntax? ValueOf(StatementSyntax statement) => statement switch
    {
        ReturnStatementSyntax { Expression: var returned } => returned,
        ExpressionStatementSyntax { Expression: var expression } => expression,
        _ => null,
    };

    private static bool GivesTask(Spot spot, ExpressionSyntax work, ExpressionSyntax inner) => TaskKinds.Of(work is LambdaExpressionSyntax
        ? spot.Model.GetTypeInfo(inner, spot.Cancel).Type
        : (spot.Model.GetTypeInfo(work, spot.Cancel).ConvertedType as INamedTypeSymbol)?.DelegateInvokeMethod?.ReturnType) != TaskKind.None;

    private static ExpressionSyntax Fitted(ExpressionSyntax inner, ExpressionSyntax replaced)
    {
        var bare = inner.WithoutTrivia();
        var fits = Expressions.IsPrimary(bare) || replaced.Parent is EqualsValueClauseSyntax or ArgumentSyntax or ReturnStatementSyntax or ExpressionStatementSyntax;
        return (fits ? bare : SyntaxFactory.ParenthesizedExpression(bare)).WithTriviaFrom(replaced);
    }
}
