using System.Composition;
using DurableSdk.CodeFixes.Rewriting;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace DurableSdk.CodeFixes.Fixes;

/// <summary>Lets a handler of everything leave the cancellation alone.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
internal sealed class LetCancellationPass() : DurableCodeFix("DUR1023")
{
    private static readonly string[] Names = ["e", "ex", "exception", "error"];

    protected override Repair? Change(Spot spot)
    {
        if (spot.Node.FirstAncestorOrSelf<CatchClauseSyntax>() is not { } handler || UnusedName(spot, handler) is not { } unused)
            return null;
        var name = handler.Declaration is { Identifier: { RawKind: (int)SyntaxKind.IdentifierToken, ValueText.Length: > 0 } given } ? given.ValueText : unused;
        var test = $"{name} is not {spot.Type(WellKnown.OperationCanceledException)}";
        var old = handler.Filter?.FilterExpression;
        var filter = SyntaxFactory.ParseExpression(old is null ? test : $"{test} && {(IsAtom(old) ? old.ToString() : $"({old})")}");
        return spot.Replace("Let the cancellation pass", handler, WithFilter(handler, Declaration(spot, handler, name), filter));
    }

    /// <summary>A declaration ends where its line does; then the filter comes before that.</summary>
    private static CatchClauseSyntax WithFilter(CatchClauseSyntax handler, CatchDeclarationSyntax declaration, ExpressionSyntax filter)
    {
        if (handler.Filter is { } old)
            return handler.WithDeclaration(declaration).WithFilter(old.WithFilterExpression(filter));
        var end = handler.Declaration is null ? handler.CatchKeyword.TrailingTrivia : handler.Declaration.GetTrailingTrivia();
        var clause = SyntaxFactory.CatchFilterClause(
            SyntaxFactory.Token(SyntaxKind.WhenKeyword).WithLeadingTrivia(SyntaxFactory.Space).WithTrailingTrivia(SyntaxFactory.Space),
            SyntaxFactory.Token(SyntaxKind.OpenParenToken),
            filter,
            SyntaxFactory.Token(SyntaxKind.CloseParenToken).WithTrailingTrivia(end));
        return handler.WithCatchKeyword(handler.CatchKeyword.WithTrailingTrivia(SyntaxFactory.Space)).WithDeclaration(declaration.WithTrailingTrivia()).WithFilter(clause);
    }

    private static CatchDeclarationSyntax Declaration(Spot spot, CatchClauseSyntax handler, string name)
    {
        if (handler.Declaration is not { } old)
            return SyntaxFactory.CatchDeclaration(SyntaxFactory.ParseTypeName(spot.Type(WellKnown.Exception)).WithTrailingTrivia(SyntaxFactory.Space), SyntaxFactory.Identifier(name));
        return old.Identifier.ValueText == name
            ? old
            : old.WithType(old.Type.WithTrailingTrivia(SyntaxFactory.Space)).WithIdentifier(SyntaxFactory.Identifier(name));
    }

    /// <summary>A name that neither the code around nor that in the handler knows.</summary>
    private static string? UnusedName(Spot spot, CatchClauseSyntax handler) => Names.FirstOrDefault(name =>
        spot.Model.LookupSymbols(handler.Block.SpanStart, name: name).IsEmpty
        && !handler.DescendantTokens().Any(t => t.IsKind(SyntaxKind.IdentifierToken) && t.ValueText == name && handler.Declaration?.Identifier != t));

    private static bool IsAtom(ExpressionSyntax expression) =>
        expression is InvocationExpressionSyntax or IdentifierNameSyntax or MemberAccessExpressionSyntax or ParenthesizedExpressionSyntax or IsPatternExpressionSyntax
        || expression.IsKind(SyntaxKind.LogicalAndExpression) || expression.IsKind(SyntaxKind.LogicalNotExpression)
        || expression.IsKind(SyntaxKind.EqualsExpression) || expression.IsKind(SyntaxKind.NotEqualsExpression);
}
