using System.Composition;
using DurableSdk.CodeFixes.Async;
using DurableSdk.CodeFixes.Rewriting;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace DurableSdk.CodeFixes.Fixes;

/// <summary>Awaits the task itself. Where <c>SuppressThrowing</c> is asked for too, that stays, and the code goes on where the run does.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
internal sealed class RemoveConfigureAwait() : DurableCodeFix("DUR1005")
{
    private const int SuppressThrowing = 2;

    protected override Repair? Change(Spot spot)
    {
        var call = spot.Node.AncestorsAndSelf().OfType<InvocationExpressionSyntax>().FirstOrDefault(Configuration.IsConfigureAwait);
        if (call is not { Expression: MemberAccessExpressionSyntax { Expression: var awaited } access, ArgumentList.Arguments: [{ Expression: var options }] })
            return null;
        return spot.Model.GetConstantValue(options, spot.Cancel) is { Value: int flags } && (flags & SuppressThrowing) != 0
            ? Continued(spot, options)
            : spot.Replace("Remove ConfigureAwait", call, Bare(awaited, access, call));
    }

    /// <summary>A comment before the dot stays, on the line that it ends.</summary>
    private static ExpressionSyntax Bare(ExpressionSyntax awaited, MemberAccessExpressionSyntax access, InvocationExpressionSyntax call)
    {
        var comments = Comments.In(awaited.GetTrailingTrivia());
        var indent = comments.Count > 0 ? access.OperatorToken.LeadingTrivia : default;
        return awaited.WithTrailingTrivia(comments.Concat(indent).Concat(call.GetTrailingTrivia()));
    }

    private static Repair Continued(Spot spot, ExpressionSyntax options)
    {
        var type = spot.Type(WellKnown.ConfigureAwaitOptions);
        return spot.Replace("Go on where the run does", options, $"{type}.ContinueOnCapturedContext | {type}.SuppressThrowing");
    }
}
