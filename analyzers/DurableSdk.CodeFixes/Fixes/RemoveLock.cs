using System.Composition;
using DurableSdk.CodeFixes.Rewriting;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace DurableSdk.CodeFixes.Fixes;

/// <summary>Keeps what a lock guards: a run's code is never on two threads.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
internal sealed class RemoveLock() : DurableCodeFix("DUR1007")
{
    private const string Title = "Remove the lock";

    protected override Repair? Change(Spot spot)
    {
        if (spot.Node.FirstAncestorOrSelf<StatementSyntax>() is not LockStatementSyntax locked || locked.Statement.Span.Contains(spot.Node.Span))
            return null;
        if (locked.Statement is not BlockSyntax body || locked.Parent is not BlockSyntax || Declares(body) || body.Statements.Count == 0)
            return spot.Replace(Title, locked, Body(locked));
        if (Indentation.BeginsItsLine(body.Statements[0]))
            return spot.WithRoot(Title, spot.Root.ReplaceNode(locked, Unwrapped(locked, body)));
        return HasComments(locked, body) ? spot.Replace(Title, locked, Body(locked)) : spot.WithRoot(Title, spot.Root.ReplaceNode(locked, OfOneLine(locked, body)));
    }

    /// <summary>Braces stand below an <c>if</c>, not a step to its right as the lock did.</summary>
    private static StatementSyntax Body(LockStatementSyntax locked)
    {
        var above = locked is { Statement: BlockSyntax, Parent: StatementSyntax and not BlockSyntax } ? locked.Parent : locked;
        var moved = Indentation.Moved(locked, Indentation.Of(locked), Indentation.Of(above));
        return moved.Statement.WithTriviaFrom(moved);
    }

    /// <summary>A name that is declared in the block may be taken outside of it.</summary>
    private static bool Declares(BlockSyntax body) => body.Statements.Any(s =>
        s is LocalDeclarationStatementSyntax or LocalFunctionStatementSyntax or LabeledStatementSyntax
        || (s is ExpressionStatementSyntax or ReturnStatementSyntax && s.DescendantNodes().Any(n => n is SingleVariableDesignationSyntax)));

    private static bool HasComments(LockStatementSyntax locked, BlockSyntax body) =>
        locked.CloseParenToken.TrailingTrivia.Concat(body.DescendantTrivia().Where(t => !body.GetTrailingTrivia().Contains(t))).Any(t => !t.IsKind(SyntaxKind.WhitespaceTrivia) && !t.IsKind(SyntaxKind.EndOfLineTrivia));

    /// <summary>The line stays one.</summary>
    private static List<StatementSyntax> OfOneLine(LockStatementSyntax locked, BlockSyntax body)
    {
        var statements = body.Statements.ToList();
        statements[statements.Count - 1] = statements[statements.Count - 1].WithTrailingTrivia(locked.GetTrailingTrivia());
        statements[0] = statements[0].WithLeadingTrivia(locked.GetLeadingTrivia());
        return statements;
    }

    private static List<StatementSyntax> Unwrapped(LockStatementSyntax locked, BlockSyntax body)
    {
        var indent = Indentation.Of(locked);
        var statements = body.Statements.Select(s => Indentation.Moved(s, Indentation.Of(body.Statements[0]), indent)).ToList();
        var above = locked.GetLeadingTrivia().Reverse().SkipWhile(t => t.IsKind(SyntaxKind.WhitespaceTrivia)).Reverse()
            .Concat(CommentLines(indent, locked.CloseParenToken.TrailingTrivia, body.OpenBraceToken.LeadingTrivia, body.OpenBraceToken.TrailingTrivia));
        var below = CommentLines(indent, body.CloseBraceToken.LeadingTrivia, locked.GetTrailingTrivia());
        var last = statements[statements.Count - 1];
        statements[statements.Count - 1] = last.WithTrailingTrivia(last.GetTrailingTrivia().Concat(below));
        statements[0] = statements[0].WithLeadingTrivia(above.Concat(statements[0].GetLeadingTrivia()));
        return statements;
    }

    private static IEnumerable<SyntaxTrivia> CommentLines(string indent, params SyntaxTriviaList[] lists) => lists
        .SelectMany(list => Comments.In(list).Where(t => !t.IsKind(SyntaxKind.WhitespaceTrivia)))
        .SelectMany(t => t.IsKind(SyntaxKind.EndOfLineTrivia) ? new[] { t } : [SyntaxFactory.Whitespace(indent), t]);
}
