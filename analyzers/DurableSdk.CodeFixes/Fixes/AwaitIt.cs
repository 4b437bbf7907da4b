using System.Composition;
using DurableSdk.CodeFixes.Async;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace DurableSdk.CodeFixes.Fixes;

/// <summary>Awaits a task where the code blocks until it ends.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
internal sealed class AwaitIt() : DurableCodeFix("DUR1007")
{
    public override Task<Repair?> ChangeAsync(Spot spot) => AsyncRewriter.AwaitAsync(spot, Blocking);

    /// <summary>The blocking expression, and the task in it.</summary>
    private static (string Title, ExpressionSyntax Whole, ExpressionSyntax Task)? Blocking(Spot spot)
    {
        foreach (var expression in spot.Node.AncestorsAndSelf().TakeWhile(n => n is ExpressionSyntax).Cast<ExpressionSyntax>())
        {
            if (TaskOf(expression) is { } task && TaskKinds.Of(spot.Model.GetTypeInfo(task, spot.Cancel).Type) != TaskKind.None)
                return ("Await it", expression, task);
        }

        return null;
    }

    private static ExpressionSyntax? TaskOf(ExpressionSyntax blocking) => blocking switch
    {
        MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Result", Expression: var task } => task,
        InvocationExpressionSyntax { ArgumentList.Arguments.Count: 0 } call => Call(call, "Wait") ?? AwaiterOf(Call(call, "GetResult")),
        _ => null,
    };

    private static ExpressionSyntax? AwaiterOf(ExpressionSyntax? awaiter) => Call(awaiter, "GetAwaiter") is { } task ? Call(task, "ConfigureAwait") ?? task : null;

    /// <summary>On what a method of that name is called.</summary>
    private static ExpressionSyntax? Call(ExpressionSyntax? expression, string method) =>
        expression is InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax access } && access.Name.Identifier.ValueText == method ? access.Expression : null;
}
