using System.Composition;
using DurableSdk.CodeFixes.Async;
using DurableSdk.CodeFixes.Rewriting;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace DurableSdk.CodeFixes.Fixes;

/// <summary>Awaits several tasks where the code blocks until they end.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
internal sealed class AwaitAll() : DurableCodeFix("DUR1007")
{
    public override async Task<Repair?> ChangeAsync(Spot spot)
    {
        if (Instead(spot) is null || await AsyncRewriter.InAsyncFunctionAsync(spot).ConfigureAwait(false) is not { } inAsync)
            return null;
        if (Instead(inAsync) is not var (call, method))
            return null;
        var awaitable = call.WithExpression(SyntaxFactory.ParseExpression($"{inAsync.Type(WellKnown.Task)}.{method}"));
        return inAsync.Replace($"Await Task.{method}", call, Await.Of(awaitable, call));
    }

    /// <summary>The call, and the method that can be awaited: with a time limit or a token, and for its result, there is no such method.</summary>
    private static (InvocationExpressionSyntax Call, string Method)? Instead(Spot spot)
    {
        if (spot.Expression is not InvocationExpressionSyntax { Parent: ExpressionStatementSyntax } call
            || spot.Symbol is not IMethodSymbol { ContainingType.Name: "Task", Parameters.Length: 1 } symbol)
            return null;
        return symbol.Name switch
        {
            "WaitAll" => (call, "WhenAll"),
            "WaitAny" => (call, "WhenAny"),
            _ => null,
        };
    }
}
