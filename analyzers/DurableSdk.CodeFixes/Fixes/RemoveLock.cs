using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Formatting;

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
            return spot.Replace(Title, locked, locked.Statement.WithTriviaFrom(locked).WithAdditionalAnnotations(Formatter.Annotation));
        return spot.WithRoot(Title, spot.Root.ReplaceNode(locked, Unwrapped(locked, body)));
    }

    /// <summary>A name that is declared in the block may be taken outside of it.</summary>
    private static bool Declares(BlockSyntax body) => body.Statements.Any(s =>
        s is LocalDeclarationStatementSyntax or LocalFunctionStatementSyntax or LabeledStatementSyntax
        || (s is ExpressionStatementSyntax or ReturnStatementSyntax && s.DescendantNodes().Any(n => n is SingleVariableDesignationSyntax)));

    private static List<StatementSyntax> Unwrapped(LockStatementSyntax locked, BlockSyntax body)
    {
        var statements = body.Statements.Select(s => s.WithAdditionalAnnotations(Formatter.Annotation)).ToList();
        var (first, last) = (statements[0], statements[statements.Count - 1]);
        var before = locked.GetLeadingTrivia()
            .Concat(Comments(locked.CloseParenToken.TrailingTrivia))
            .Concat(Comments(body.OpenBraceToken.LeadingTrivia))
            .Concat(Comments(body.OpenBraceToken.TrailingTrivia));
        var after = Comments(body.CloseBraceToken.LeadingTrivia).Concat(Comments(locked.GetTrailingTrivia()));
        statements[statements.Count - 1] = last.WithTrailingTrivia(last.GetTrailingTrivia().Concat(after));
        statements[0] = statements[0].WithLeadingTrivia(before.Concat(first.GetLeadingTrivia().SkipWhile(t => t.IsKind(SyntaxKind.WhitespaceTrivia))));
        return statements;
    }

    /// <summary>Comments with what ends their lines; nothing if there are none.</summary>
    private static SyntaxTriviaList Comments(SyntaxTriviaList trivia) =>
        trivia.Any(t => !t.IsKind(SyntaxKind.WhitespaceTrivia) && !t.IsKind(SyntaxKind.EndOfLineTrivia)) ? trivia : default;
}
