using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace DurableSdk.CodeFixes.Async;

/// <summary>What <c>ConfigureAwait</c> says of an await. All but <c>SuppressThrowing</c> is about where to go on.</summary>
internal static class Configuration
{
    public static bool IsConfigureAwait(InvocationExpressionSyntax call) =>
        call.Expression is MemberAccessExpressionSyntax { Name.Identifier.ValueText: "ConfigureAwait" };

    /// <summary>What is awaited without it; the expression itself where there is none, or where it says more than where to go on.</summary>
    public static ExpressionSyntax Removed(ExpressionSyntax awaited) => awaited switch
    {
        ParenthesizedExpressionSyntax parenthesized => Removed(parenthesized.Expression),
        InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Expression: var task } } call when IsConfigureAwait(call) && SaysNoMore(call) => Removed(task),
        _ => awaited,
    };

    /// <summary>A constant of another name could stand for anything.</summary>
    private static bool SaysNoMore(InvocationExpressionSyntax call) => call.ArgumentList.DescendantNodes().OfType<SimpleNameSyntax>().All(n =>
        n.Identifier.ValueText is "continueOnCapturedContext" or "options" or "ConfigureAwaitOptions" or "None" or "ForceYielding" or "ContinueOnCapturedContext");
}
