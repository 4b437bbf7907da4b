using System.Composition;
using DurableSdk.CodeFixes.Rewriting;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace DurableSdk.CodeFixes.Fixes;

/// <summary>A step may do what a workflow may not, so it reads the clock itself.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
internal sealed class UseOrdinaryApi() : DurableCodeFix("DUR1021")
{
    private const string Title = "Use the ordinary API";

    protected override Repair? Change(Spot spot)
    {
        if (spot.Expression is not { } expression || spot.Symbol is not { ContainingType.Name: var type, Name: var name })
            return null;
        return (type, name, expression) switch
        {
            ("Durable", "UtcNow", _) => spot.Replace(Title, expression, spot.Type(WellKnown.DateTimeOffset) + ".UtcNow"),
            ("Durable", "Random", _) => spot.Replace(Title, expression, spot.Type(WellKnown.Random) + ".Shared"),
            ("Durable", "NewGuid", InvocationExpressionSyntax call) => WithMethod(call, spot.Type(WellKnown.Guid) + ".NewGuid"),
            ("Durable", "Sleep", InvocationExpressionSyntax call) => WithMethod(call, spot.Type(WellKnown.Task) + ".Delay"),
            ("DurableTaskExtensions", "WithTimeout", InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax access }) =>
                spot.Replace(Title, access.Name, SyntaxFactory.IdentifierName("WaitAsync").WithTriviaFrom(access.Name)),
            _ => null,
        };

        Repair WithMethod(InvocationExpressionSyntax call, string method) =>
            spot.Replace(Title, call.Expression, SyntaxFactory.ParseExpression(method).WithTriviaFrom(call.Expression));
    }
}
