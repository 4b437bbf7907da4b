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

    public override Task<Repair?> ChangeAsync(Spot spot) => spot.Symbol switch
    {
        IMethodSymbol { ContainingType.Name: "Task", Name: "Delay" } => Task.FromResult(Sleep(spot) is var (title, call, sleep) ? spot.Replace(title, call, sleep.WithTriviaFrom(call)) : null),
        IMethodSymbol { ContainingType.Name: "Thread", Name: "Sleep" } => AsyncRewriter.AwaitAsync(spot, Sleep),
        _ => Task.FromResult<Repair?>(null),
    };

    private static (string Title, ExpressionSyntax Call, ExpressionSyntax Sleep)? Sleep(Spot spot) =>
        spot.Expression is InvocationExpressionSyntax { ArgumentList.Arguments: [var first, ..] arguments } call && !Tokens.OfOwnSource(spot, arguments) && Duration.Of(spot, first.Expression) is { } duration
            ? (Title, call, Expressions.Call($"{spot.Type(WellKnown.Durable)}.Sleep", duration))
            : null;
}
