using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace DurableSdk.CodeFixes.Rewriting;

/// <summary>Small pieces of syntax.</summary>
internal static class Expressions
{
    public static InvocationExpressionSyntax Call(string method, params ExpressionSyntax[] arguments) => Call(SyntaxFactory.ParseExpression(method), arguments);

    /// <summary>A call, with parentheses around what is called where that needs them.</summary>
    public static InvocationExpressionSyntax Call(ExpressionSyntax method, params ExpressionSyntax[] arguments) => SyntaxFactory.InvocationExpression(
        IsPrimary(method) ? method : SyntaxFactory.ParenthesizedExpression(method),
        SyntaxFactory.ArgumentList(List(arguments.Select(a => SyntaxFactory.Argument(a.WithoutTrivia())))));

    /// <summary>A list with a space after each comma.</summary>
    public static SeparatedSyntaxList<T> List<T>(IEnumerable<T> items)
        where T : SyntaxNode
    {
        var all = items.ToList();
        return SyntaxFactory.SeparatedList(all, Enumerable.Repeat(SyntaxFactory.Token(SyntaxKind.CommaToken).WithTrailingTrivia(SyntaxFactory.Space), Math.Max(0, all.Count - 1)));
    }

    /// <summary><c>receiver.name</c>, with parentheses where the receiver needs them.</summary>
    public static MemberAccessExpressionSyntax Member(ExpressionSyntax receiver, string name)
    {
        var operand = receiver.WithoutTrivia();
        return SyntaxFactory.MemberAccessExpression(
            SyntaxKind.SimpleMemberAccessExpression,
            IsPrimary(operand) ? operand : SyntaxFactory.ParenthesizedExpression(operand),
            SyntaxFactory.IdentifierName(name));
    }

    /// <summary>Whether something can follow it by a dot as it stands.</summary>
    public static bool IsPrimary(ExpressionSyntax expression) => expression is
        NameSyntax or MemberAccessExpressionSyntax or InvocationExpressionSyntax or ElementAccessExpressionSyntax or ParenthesizedExpressionSyntax
        or LiteralExpressionSyntax or InstanceExpressionSyntax or BaseObjectCreationExpressionSyntax or InterpolatedStringExpressionSyntax
        or PredefinedTypeSyntax or TypeOfExpressionSyntax or DefaultExpressionSyntax;

    /// <summary>Whether it goes on from what stands before a <c>?.</c>, so that nothing else can take its place.</summary>
    public static bool IsBehindQuestionMark(ExpressionSyntax expression) => expression switch
    {
        MemberBindingExpressionSyntax or ElementBindingExpressionSyntax => true,
        InvocationExpressionSyntax call => IsBehindQuestionMark(call.Expression),
        MemberAccessExpressionSyntax access => IsBehindQuestionMark(access.Expression),
        ElementAccessExpressionSyntax access => IsBehindQuestionMark(access.Expression),
        PostfixUnaryExpressionSyntax unary => IsBehindQuestionMark(unary.Operand),
        _ => false,
    };

    /// <summary>The receiver of a call that is written <c>receiver.Name(…)</c>.</summary>
    public static (ExpressionSyntax Receiver, SimpleNameSyntax Name)? Member(InvocationExpressionSyntax call) =>
        call.Expression is MemberAccessExpressionSyntax access ? (access.Expression, access.Name) : null;
}
