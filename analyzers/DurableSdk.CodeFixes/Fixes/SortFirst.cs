using System.Composition;
using DurableSdk.CodeFixes.Rewriting;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace DurableSdk.CodeFixes.Fixes;

/// <summary>Sorts what has no order of its own: by the key, ordinally where it is a string. What can't be compared isn't sorted.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
internal sealed class SortFirst() : DurableCodeFix("DUR1016", "DUR1017")
{
    private const string Title = "Sort first";

    protected override Repair? Change(Spot spot)
    {
        if (Enumerated(spot) is not { } items || spot.Model.GetTypeInfo(items, spot.Cancel).Type is not { } type)
            return null;
        if (type is { Name: "ValueCollection" } && items is MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Values", Expression: var dictionary }
            && spot.Model.GetTypeInfo(dictionary, spot.Cancel).Type is { } whole && Sorting.ElementOf(whole) is { } entry && Sorting.Of(spot, entry) is { } byKey)
            return Sorted(spot, items, $"{Text(dictionary)}{byKey}.Select({Sorting.Name(spot)} => {Sorting.Name(spot)}.Value)");
        return Sorting.ElementOf(type) is { } element && Sorting.Of(spot, element) is { } sorting ? Sorted(spot, items, Text(items) + sorting) : null;
    }

    private static Repair Sorted(Spot spot, ExpressionSyntax items, string sorted)
    {
        spot.Import(WellKnown.Linq);
        return spot.Replace(Title, items, sorted);
    }

    /// <summary>What is enumerated: the reported expression, a loop's, or that on which a query begins.</summary>
    private static ExpressionSyntax? Enumerated(Spot spot)
    {
        if (spot.Node is CommonForEachStatementSyntax loop)
            return loop.Expression;
        var expression = spot.Expression;
        while (expression is InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Expression: var receiver } }
            && spot.Model.GetSymbolInfo(expression, spot.Cancel).Symbol is IMethodSymbol { ReducedFrom.ContainingType.Name: "Enumerable" })
            expression = receiver;
        return expression;
    }

    private static string Text(ExpressionSyntax expression) => Expressions.IsPrimary(expression) ? expression.WithoutTrivia().ToString() : $"({expression.WithoutTrivia()})";
}
