using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace DurableSdk.CodeFixes.Rewriting;

/// <summary>Writes a wait as a <see cref="TimeSpan"/>.</summary>
internal static class Duration
{
    private const long MillisecondsPerSecond = 1000;

    /// <summary>Null for an endless wait, which is none that a timer could end.</summary>
    /// <param name="argument">A time span, or a number of milliseconds.</param>
    public static ExpressionSyntax? Of(Spot spot, ExpressionSyntax argument)
    {
        var type = spot.Model.GetTypeInfo(argument, spot.Cancel).Type;
        if (type?.ToDisplayString() == WellKnown.TimeSpan)
            return spot.Model.GetSymbolInfo(argument, spot.Cancel).Symbol is { Name: "InfiniteTimeSpan" } ? null : argument;
        if (type?.SpecialType is not (SpecialType.System_Int32 or SpecialType.System_Int64 or SpecialType.System_UInt32))
            return null;
        var constant = spot.Model.GetConstantValue(argument, spot.Cancel) is { HasValue: true, Value: { } value } ? Convert.ToInt64(value, CultureInfo.InvariantCulture) : (long?)null;
        if (constant < 0)
            return null;
        var seconds = argument is LiteralExpressionSyntax && constant > 0 && constant % MillisecondsPerSecond == 0 ? constant / MillisecondsPerSecond : null;
        var timeSpan = spot.Type(WellKnown.TimeSpan);
        return seconds is { } whole
            ? Expressions.Call($"{timeSpan}.FromSeconds", SyntaxFactory.ParseExpression(whole.ToString(CultureInfo.InvariantCulture)))
            : Expressions.Call($"{timeSpan}.FromMilliseconds", argument);
    }
}
