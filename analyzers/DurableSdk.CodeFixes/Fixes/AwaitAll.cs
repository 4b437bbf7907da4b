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
    public override Task<Repair?> ChangeAsync(Spot spot) => AsyncRewriter.AwaitAsync(spot, Awaitable);

    /// <summary>The call, and what can be awaited in its place: with a time limit or a token, and for its result, there is no such method.</summary>
    private static (string Title, ExpressionSyntax Call, ExpressionSyntax Task)? Awaitable(Spot spot)
    {
        if (spot.Expression is not InvocationExpressionSyntax { Parent: ExpressionStatementSyntax } call
            || spot.Symbol is not IMethodSymbol { ContainingType.Name: "Task", Parameters.Length: 1, Name: "WaitAll" or "WaitAny" } symbol)
            return null;
        var method = symbol.Name == "WaitAll" ? "WhenAll" : "WhenAny";
        return ($"Await Task.{method}", call, call.WithExpression(SyntaxFactory.ParseExpression($"{spot.Type(WellKnown.Task)}.{method}")));
    }
}
