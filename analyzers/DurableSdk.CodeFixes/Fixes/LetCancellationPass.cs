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
        var type = handler.Declaration is { Type: var declared } ? declared.WithoutTrivia().ToString() : spot.Type(WellKnown.Exception);
        var cancelled = spot.Type(WellKnown.OperationCanceledException);
        var test = $"{name} is not {(BeginsNextRun(handler) ? $"({cancelled} or {spot.Type(WellKnown.ContinueAsNewException)})" : cancelled)}";
        var filter = handler.Filter?.FilterExpression is { } old ? $"{test} && {(IsAtom(old) ? old.ToString() : $"({old})")}" : test;
        return spot.Replace("Let the cancellation pass", handler, With(handler, $"({type} {name})", filter));
    }

    /// <summary>Whether the code in the try, or a method of the same class that it calls, throws <c>Durable.ContinueAsNew</c>, which has to pass too.</summary>
    private static bool BeginsNextRun(CatchClauseSyntax handler)
    {
        if (handler.Parent is not TryStatementSyntax { Block: var block })
            return false;
        var called = new HashSet<string>(NamesIn(block));
        return called.Contains("ContinueAsNew") || (handler.FirstAncestorOrSelf<TypeDeclarationSyntax>()?.Members.OfType<MethodDeclarationSyntax>()
            .Any(m => called.Contains(m.Identifier.ValueText) && NamesIn(m).Contains("ContinueAsNew")) ?? false);
    }

    private static IEnumerable<string> NamesIn(SyntaxNode code) => code.DescendantNodes().OfType<SimpleNameSyntax>().Select(n => n.Identifier.ValueText);

    /// <summary>What stands after the declaration and the filter stays there.</summary>
    private static CatchClauseSyntax With(CatchClauseSyntax handler, string declaration, string filter)
    {
        var parsed = ((TryStatementSyntax)SyntaxFactory.ParseStatement($"try {{ }} catch {declaration} when ({filter}) {{ }}")).Catches[0];
        var end = handler.Declaration?.GetTrailingTrivia() ?? handler.CatchKeyword.TrailingTrivia;
        var changed = handler.WithCatchKeyword(handler.CatchKeyword.WithTrailingTrivia(SyntaxFactory.Space));
        return handler.Filter is { } old
            ? changed.WithDeclaration(parsed.Declaration!.WithTrailingTrivia(end)).WithFilter(old.WithFilterExpression(parsed.Filter!.FilterExpression))
            : changed.WithDeclaration(parsed.Declaration).WithFilter(parsed.Filter!.WithTrailingTrivia(end));
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
