using System.Composition;
using DurableSdk.Analyzers.Reach;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace DurableSdk.CodeFixes.Fixes;

/// <summary>Logs by the workflow's logger, which is silent on replay.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
internal sealed class UseDurableLogger() : DurableCodeFix("DUR1028")
{
    protected override Repair? Change(Spot spot) => spot.Expression is { } expression && Loggers(spot, expression).FirstOrDefault() is { } logger
        ? spot.Replace("Use Durable.Logger", logger, spot.Type(WellKnown.Durable) + ".Logger")
        : null;

    /// <summary>The logger itself, or the receiver or an argument of the reported call.</summary>
    private static IEnumerable<ExpressionSyntax> Loggers(Spot spot, ExpressionSyntax expression)
    {
        IEnumerable<ExpressionSyntax?> parts = expression is InvocationExpressionSyntax call
            ? [expression, (call.Expression as MemberAccessExpressionSyntax)?.Expression, .. call.ArgumentList.Arguments.Select(a => a.Expression)]
            : [expression];
        return parts.OfType<ExpressionSyntax>().Where(p => spot.Model.GetTypeInfo(p, spot.Cancel).Type is { } type && IsLogger(type) && !IsDurable(spot, p));
    }

    private static bool IsLogger(ITypeSymbol type) => IsILogger(type) || type.AllInterfaces.Any(IsILogger);

    private static bool IsILogger(ITypeSymbol type) => type is { Name: "ILogger" } && type.ContainingNamespace?.ToDisplayString() == "Microsoft.Extensions.Logging";

    private static bool IsDurable(Spot spot, ExpressionSyntax expression) =>
        spot.Model.GetSymbolInfo(expression, spot.Cancel).Symbol is { } symbol && Facts.IsDurable(symbol);
}
