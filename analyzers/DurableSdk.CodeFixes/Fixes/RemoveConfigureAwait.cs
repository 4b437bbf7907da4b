using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace DurableSdk.CodeFixes.Fixes;

/// <summary>Awaits the task itself. An option that isn't about where to go on (SuppressThrowing) would be lost, and is left to people.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
internal sealed class RemoveConfigureAwait() : DurableCodeFix("DUR1005")
{
    protected override Repair? Change(Spot spot)
    {
        var call = spot.Node.AncestorsAndSelf().OfType<InvocationExpressionSyntax>().FirstOrDefault(IsConfigureAwait);
        if (call?.Expression is not MemberAccessExpressionSyntax { Expression: var awaited } || call.ArgumentList.ToString().Contains("SuppressThrowing"))
            return null;
        return spot.Replace("Remove ConfigureAwait", call, awaited.WithTrailingTrivia(call.GetTrailingTrivia()));
    }

    private static bool IsConfigureAwait(InvocationExpressionSyntax call) =>
        call.Expression is MemberAccessExpressionSyntax { Name.Identifier.ValueText: "ConfigureAwait" };
}
