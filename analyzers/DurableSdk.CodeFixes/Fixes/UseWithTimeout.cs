using System.Composition;
using DurableSdk.CodeFixes.Rewriting;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace DurableSdk.CodeFixes.Fixes;

/// <summary>Limits a wait by a timer of the log.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
internal sealed class UseWithTimeout() : DurableCodeFix("DUR1003")
{
    protected override Repair? Change(Spot spot)
    {
        if (spot.Expression is not InvocationExpressionSyntax { ArgumentList.Arguments: [var first, ..] arguments, Expression: MemberAccessExpressionSyntax access } call
            || spot.Symbol is not IMethodSymbol { Name: "WaitAsync" }
            || Tokens.OfOwnSource(spot, arguments)
            || Duration.Of(spot, first.Expression) is not { } timeout)
            return null;
        spot.Import(WellKnown.DurableNamespace);
        var name = SyntaxFactory.IdentifierName("WithTimeout").WithTriviaFrom(access.Name);
        return spot.Replace("Use WithTimeout", call, Expressions.Call(access.WithName(name), timeout).WithTrailingTrivia(call.GetTrailingTrivia()));
    }
}
