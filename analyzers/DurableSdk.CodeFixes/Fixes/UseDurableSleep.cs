using System.Composition;
using DurableSdk.CodeFixes.Async;
using DurableSdk.CodeFixes.Rewriting;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace DurableSdk.CodeFixes.Fixes;

/// <summary>
/// Waits by a timer of the log. A token that is given on is left out: the run's cancellation ends a durable wait by itself. One of a
/// source that the code cancels has no single answer.
/// </summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
internal sealed class UseDurableSleep() : DurableCodeFix("DUR1003")
{
    private const string Title = "Use Durable.Sleep";

    public override async Task<Repair?> ChangeAsync(Spot spot)
    {
        if (spot.Expression is not InvocationExpressionSyntax || spot.Symbol is not IMethodSymbol { ContainingType.Name: var type, Name: var name })
            return null;
        if ((type, name) == ("Task", "Delay"))
            return Sleep(spot) is { } sleep ? spot.Replace(Title, spot.Expression, sleep.WithTriviaFrom(spot.Expression)) : null;
        if ((type, name) != ("Thread", "Sleep") || Sleep(spot) is null || await AsyncRewriter.InAsyncFunctionAsync(spot).ConfigureAwait(false) is not { Expression: { } call } inAsync)
            return null;
        return Sleep(inAsync) is { } awaited ? inAsync.Replace(Title, call, Await.Of(awaited, call)) : null;
    }

    private static InvocationExpressionSyntax? Sleep(Spot spot) =>
        spot.Expression is InvocationExpressionSyntax { ArgumentList.Arguments: [var first, ..] arguments } && !Tokens.OfOwnSource(spot, arguments) && Duration.Of(spot, first.Expression) is { } duration
            ? Expressions.Call($"{spot.Type(WellKnown.Durable)}.Sleep", duration)
            : null;
}
