using System.Composition;
using DurableSdk.CodeFixes.Rewriting;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace DurableSdk.CodeFixes.Fixes;

/// <summary>
/// Reads the workflow's time in the type that stood there. Local time becomes UTC: the zone belongs to the machine.
/// A stopwatch has no single answer.
/// </summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
internal sealed class UseDurableClock() : DurableCodeFix("DUR1001")
{
    protected override Repair? Change(Spot spot)
    {
        if (WorkflowClass.IsBeingMade(spot) || spot.Expression is not { } expression || Expressions.IsBehindQuestionMark(expression))
            return null;
        if (spot.Symbol is IPropertySymbol { Name: "System", ContainingType.Name: "TimeProvider" }
            && expression.Parent is MemberAccessExpressionSyntax { Parent: InvocationExpressionSyntax call } access && access.Expression == expression)
            return Change(spot.At(call));
        var clock = spot.Symbol is { ContainingType.Name: var type, Name: var name } ? Of(type, name, (expression as InvocationExpressionSyntax)?.ArgumentList.Arguments.Count ?? 0) : null;
        return clock is null ? null : spot.Replace("Use Durable.UtcNow", expression, spot.Type(WellKnown.Durable) + clock);
    }

    private static string? Of(string type, string member, int arguments) => (type, member, arguments) switch
    {
        ("DateTimeOffset", "UtcNow" or "Now", _) => ".UtcNow",
        ("DateTime", "UtcNow" or "Now", _) => ".UtcNow.UtcDateTime",
        ("DateTime", "Today", _) => ".UtcNow.UtcDateTime.Date",
        ("Environment", "TickCount64", _) => ".UtcNow.ToUnixTimeMilliseconds()",
        (_, "GetUtcNow" or "GetLocalNow", 0) => ".UtcNow",
        _ => null,
    };
}
