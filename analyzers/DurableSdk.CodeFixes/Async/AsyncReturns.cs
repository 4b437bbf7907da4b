using DurableSdk.CodeFixes.Rewriting;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Formatting;

namespace DurableSdk.CodeFixes.Async;

/// <summary>Turns a function that hands a task on into one that awaits it: <c>return Task.FromResult(x)</c> is <c>return x</c>.</summary>
internal sealed class AsyncReturns : CSharpSyntaxRewriter
{
    private readonly SyntaxNode _function;
    private readonly TaskKind _kind;

    private AsyncReturns(SyntaxNode function, TaskKind kind) => (_function, _kind) = (function, kind);

    public static SyntaxNode In(SyntaxNode function, TaskKind kind)
    {
        var rewritten = new AsyncReturns(function, kind).Visit(function)!;
        return rewritten.ChildNodes().OfType<BlockSyntax>().FirstOrDefault() is { } body && body.Statements.LastOrDefault() is ReturnStatementSyntax { Expression: null } last
            ? rewritten.ReplaceNode(body, WithoutLast(body, last))
            : rewritten;
    }

    public override SyntaxNode? Visit(SyntaxNode? node) => node is not null && node != _function && Functions.IsFunction(node) ? node : base.Visit(node);

    public override SyntaxNode? VisitBlock(BlockSyntax node)
    {
        var statements = node.Statements.SelectMany(s => s is ReturnStatementSyntax { Expression: { } value } returned ? Returned(returned, value) : [(StatementSyntax)Visit(s)!]);
        return node.WithStatements([.. statements]);
    }

    public override SyntaxNode? VisitReturnStatement(ReturnStatementSyntax node)
    {
        if (node.Expression is not { } value)
            return node;
        var statements = Returned(node, value);
        return statements.Count == 1 ? statements[0] : Block(node, statements);
    }

    public override SyntaxNode? VisitArrowExpressionClause(ArrowExpressionClauseSyntax node) =>
        node.Parent == _function ? node.WithExpression(Result(node.Expression)) : base.VisitArrowExpressionClause(node);

    public override SyntaxNode? VisitParenthesizedLambdaExpression(ParenthesizedLambdaExpressionSyntax node) =>
        node.ExpressionBody is { } body ? node.WithExpressionBody(Result(body)) : base.VisitParenthesizedLambdaExpression(node);

    public override SyntaxNode? VisitSimpleLambdaExpression(SimpleLambdaExpressionSyntax node) =>
        node.ExpressionBody is { } body ? node.WithExpressionBody(Result(body)) : base.VisitSimpleLambdaExpression(node);

    private List<StatementSyntax> Returned(ReturnStatementSyntax statement, ExpressionSyntax value)
    {
        if (_kind == TaskKind.WithResult)
            return [statement.WithExpression(Result(value))];
        var end = statement.WithExpression(null).WithReturnKeyword(statement.ReturnKeyword.WithLeadingTrivia(SyntaxFactory.Whitespace(Indentation.Of(statement))).WithTrailingTrivia());
        return IsCompleted(value)
            ? [end.WithTriviaFrom(statement)]
            : [SyntaxFactory.ExpressionStatement(default, Await.Of(value, value), statement.SemicolonToken).WithLeadingTrivia(statement.GetLeadingTrivia()),
                end.WithTrailingTrivia(statement.GetTrailingTrivia().Where(t => t.IsKind(SyntaxKind.EndOfLineTrivia)))];
    }

    private ExpressionSyntax Result(ExpressionSyntax value) => _kind == TaskKind.WithResult && GivenResult(value) is { } given
        ? given.WithTriviaFrom(value)
        : Await.Of(value, value);

    /// <summary>Braces below the statement that the return belongs to, as the file indents it.</summary>
    private static BlockSyntax Block(ReturnStatementSyntax node, List<StatementSyntax> statements)
    {
        if (!Indentation.BeginsItsLine(node))
            return SyntaxFactory.Block(statements).WithAdditionalAnnotations(Formatter.Annotation);
        var end = EndOfLine.Of(node.SyntaxTree.GetRoot());
        var indent = SyntaxFactory.Whitespace(Indentation.Of(node.Parent!));
        return SyntaxFactory.Block(statements)
            .WithOpenBraceToken(SyntaxFactory.Token(SyntaxKind.OpenBraceToken).WithLeadingTrivia(indent).WithTrailingTrivia(end))
            .WithCloseBraceToken(SyntaxFactory.Token(SyntaxKind.CloseBraceToken).WithLeadingTrivia(indent).WithTrailingTrivia(end));
    }

    private static bool IsCompleted(ExpressionSyntax value) =>
        value is MemberAccessExpressionSyntax { Name.Identifier.ValueText: "CompletedTask" } or DefaultExpressionSyntax
        || value.IsKind(SyntaxKind.DefaultLiteralExpression);

    private static ExpressionSyntax? GivenResult(ExpressionSyntax value) =>
        value is InvocationExpressionSyntax
        {
            Expression: MemberAccessExpressionSyntax { Name: IdentifierNameSyntax { Identifier.ValueText: "FromResult" }, Expression: { } task },
            ArgumentList.Arguments: { Count: 1 } arguments,
        } && task.ToString() is var name && (name.EndsWith("Task", StringComparison.Ordinal))
            ? arguments[0].Expression
            : null;

    private static BlockSyntax WithoutLast(BlockSyntax body, ReturnStatementSyntax last)
    {
        var comments = last.GetLeadingTrivia().Concat(last.GetTrailingTrivia()).Any(t => !t.IsKind(SyntaxKind.WhitespaceTrivia) && !t.IsKind(SyntaxKind.EndOfLineTrivia));
        return comments ? body : body.WithStatements(body.Statements.RemoveAt(body.Statements.Count - 1));
    }
}
