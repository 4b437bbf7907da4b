using System.Composition;
using DurableSdk.CodeFixes.Rewriting;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace DurableSdk.CodeFixes.Fixes;

/// <summary>Says of a time without a zone that it is UTC. What asks for the machine's zone by name has no single answer.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
internal sealed class TakeForUtc() : DurableCodeFix("DUR1033", "DUR1034")
{
    private const string Title = "Take it for UTC";

    protected override Repair? Change(Spot spot)
    {
        if (spot.Expression is not { } expression || Expressions.IsBehindQuestionMark(expression) || spot.Model.GetTypeInfo(expression, spot.Cancel).Type?.SpecialType != SpecialType.System_DateTime)
            return null;
        if (spot.Symbol is IMethodSymbol { Name: "ToLocalTime" or "FromFileTime" or "ConvertTime" or "ConvertTimeToUtc" or "Parse" or "ParseExact" or "ToDateTime", ContainingType.Name: "DateTime" or "TimeZoneInfo" or "Convert" })
            return null;
        if (spot.Symbol is IPropertySymbol { Name: "LocalDateTime" })
            return null;
        if (spot.Symbol is IPropertySymbol { Name: "DateTime", ContainingType.Name: "DateTimeOffset" } && expression is MemberAccessExpressionSyntax { Expression: var offset } && IsUtcNow(spot, offset))
            return spot.Replace(Title, expression, Expressions.Member(offset, "UtcDateTime").WithTriviaFrom(expression));
        var value = spot.Symbol is IMethodSymbol { Name: "ToUniversalTime" } && expression is InvocationExpressionSyntax call && Expressions.Member(call) is var (receiver, _) ? receiver : expression;
        return spot.Replace(Title, expression, $"{spot.Type(WellKnown.DateTime)}.SpecifyKind({value.WithoutTrivia()}, {spot.Type(WellKnown.DateTimeKind)}.Utc)");
    }

    /// <summary>The time of the run has no offset, so its clock reads the same.</summary>
    private static bool IsUtcNow(Spot spot, ExpressionSyntax offset) =>
        spot.Model.GetSymbolInfo(offset, spot.Cancel).Symbol is IPropertySymbol { Name: "UtcNow", ContainingType.Name: "Durable" or "DateTimeOffset" };
}
