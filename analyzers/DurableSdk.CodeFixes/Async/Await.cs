using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace DurableSdk.CodeFixes.Async;

/// <summary>Writes an await in an expression's place.</summary>
internal static class Await
{
    /// <param name="task">What is awaited.</param>
    /// <param name="replaced">In whose place the await comes: its parent decides on parentheses, and its trivia is kept.</param>
    public static ExpressionSyntax Of(ExpressionSyntax task, SyntaxNode replaced)
    {
        var operand = task.WithoutTrivia();
        var awaiting = SyntaxFactory.AwaitExpression(
            SyntaxFactory.Token(SyntaxKind.AwaitKeyword).WithTrailingTrivia(SyntaxFactory.Space),
            IsUnary(operand) ? operand : SyntaxFactory.ParenthesizedExpression(operand));
        return (NeedsPrimary(replaced) ? (ExpressionSyntax)SyntaxFactory.ParenthesizedExpression(awaiting) : awaiting).WithTriviaFrom(replaced);
    }

    private static bool IsUnary(ExpressionSyntax expression) => expression is not (
        BinaryExpressionSyntax or ConditionalExpressionSyntax or AssignmentExpressionSyntax or SwitchExpressionSyntax or IsPatternExpressionSyntax
        or RangeExpressionSyntax or AnonymousFunctionExpressionSyntax or QueryExpressionSyntax or WithExpressionSyntax or ThrowExpressionSyntax);

    private static bool NeedsPrimary(SyntaxNode node) => node.Parent switch
    {
        MemberAccessExpressionSyntax access => access.Expression == node,
        ElementAccessExpressionSyntax access => access.Expression == node,
        ConditionalAccessExpressionSyntax access => access.Expression == node,
        InvocationExpressionSyntax call => call.Expression == node,
        PostfixUnaryExpressionSyntax or WithExpressionSyntax or SwitchExpressionSyntax => true,
        _ => false,
    };
}
