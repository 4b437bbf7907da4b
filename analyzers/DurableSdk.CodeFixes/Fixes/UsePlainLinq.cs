using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace DurableSdk.CodeFixes.Fixes;

/// <summary>Takes <c>AsParallel</c>, and what only makes sense with it, out of a query.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
internal sealed class UsePlainLinq() : DurableCodeFix("DUR1004")
{
    private static readonly HashSet<string> Parallel =
    [
        "AsParallel", "AsOrdered", "AsUnordered", "AsSequential", "WithDegreeOfParallelism", "WithCancellation", "WithExecutionMode", "WithMergeOptions",
    ];

    protected override Repair? Change(Spot spot)
    {
        if (spot.Symbol is not IMethodSymbol { ContainingType.Name: "ParallelEnumerable" } || spot.Expression is not { } expression)
            return null;
        var calls = Chain(expression).DescendantNodesAndSelf().OfType<InvocationExpressionSyntax>().Where(c => IsParallel(spot, c)).ToList();
        return calls.Count == 0 ? null : spot.WithRoot("Use plain LINQ", spot.Root.ReplaceNodes(calls, (original, now) =>
        {
            var receiver = ((MemberAccessExpressionSyntax)now.Expression).Expression;
            return receiver.WithTrailingTrivia(IsOnOneLine(original) ? now.GetTrailingTrivia() : receiver.GetTrailingTrivia());
        }));
    }

    /// <summary>With the calls on what the expression gives: the whole query changes, or nothing of it.</summary>
    private static ExpressionSyntax Chain(ExpressionSyntax expression)
    {
        while (expression.Parent is MemberAccessExpressionSyntax { Parent: InvocationExpressionSyntax call } access && access.Expression == expression)
            expression = call;
        return expression;
    }

    private static bool IsParallel(Spot spot, InvocationExpressionSyntax call) =>
        call.Expression is MemberAccessExpressionSyntax { Name.Identifier.ValueText: var name }
        && Parallel.Contains(name)
        && spot.Model.GetSymbolInfo(call, spot.Cancel).Symbol is IMethodSymbol { ContainingType.Name: "ParallelEnumerable" };

    /// <summary>Where each call has a line of its own, the line break before it goes with it.</summary>
    private static bool IsOnOneLine(InvocationExpressionSyntax call) =>
        !((MemberAccessExpressionSyntax)call.Expression).Expression.GetTrailingTrivia().Any(t => t.IsKind(SyntaxKind.EndOfLineTrivia));
}
