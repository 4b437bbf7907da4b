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
    public override async Task<Repair?> ChangeAsync(Spot spot)
    {
        if (Blocking(spot) is null || await AsyncRewriter.InAsyncFunctionAsync(spot).ConfigureAwait(false) is not { } inAsync)
            return null;
        return Blocking(inAsync) is { } found ? inAsync.Replace("Await it", found.Whole, Await.Of(found.Task, found.Whole)) : null;
    }

    /// <summary>The blocking expression, and the task in it.</summary>
    private static (ExpressionSyntax Whole, ExpressionSyntax Task)? Blocking(Spot spot)
    {
        foreach (var expression in spot.Node.AncestorsAndSelf().TakeWhile(n => n is ExpressionSyntax or SimpleNameSyntax).OfType<ExpressionSyntax>())
        {
            var task = expression switch
            {
                MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Result", Expression: var result } => result,
                InvocationExpressionSyntax { ArgumentList.Arguments.Count: 0, Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Wait", Expression: var waited } } => waited,
                InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "GetResult", Expression: InvocationExpressionSyntax awaiter } } => AwaiterOf(awaiter),
                _ => null,
            };
            if (task is not null && TaskKinds.Of(spot.Model.GetTypeInfo(task, spot.Cancel).Type) != TaskKind.None)
                return (expression, task);
        }

        return null;
    }

    private static ExpressionSyntax? AwaiterOf(InvocationExpressionSyntax call) => call.Expression switch
    {
        MemberAccessExpressionSyntax { Name.Identifier.ValueText: "GetAwaiter", Expression: InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "ConfigureAwait", Expression: var task } } } => task,
        MemberAccessExpressionSyntax { Name.Identifier.ValueText: "GetAwaiter", Expression: var task } => task,
        _ => null,
    };
}
