using System.Composition;
using DurableSdk.CodeFixes.Async;
using DurableSdk.CodeFixes.Steps;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace DurableSdk.CodeFixes.Fixes;

/// <summary>
/// Lets an async void function, or a step or workflow that returns its result itself, return a task, which its callers then await.
/// A lambda's type is what it is converted to.
/// </summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
internal sealed class ReturnTask() : DurableCodeFix("DUR1019", "DUR0003")
{
    private const string Title = "Return a Task";

    public override async Task<Repair?> ChangeAsync(Spot spot)
    {
        if (spot.Node.AncestorsAndSelf().FirstOrDefault(Functions.IsFunction) is not { } function
            || ResultOf(function) is not { } result
            || spot.Model.GetDeclaredSymbol(function, spot.Cancel) is not IMethodSymbol symbol)
            return null;
        var plan = new AsyncPlan(spot.Document.Project.Solution, spot.Cancel);
        if (!Functions.IsAsync(function))
        {
            return CanBeRecorded(spot, symbol) && await plan.AddAsync(spot.Document, function).ConfigureAwait(false)
                && await AsyncRewriter.ApplyAsync(plan, spot.At(function)).ConfigureAwait(false) is { } rewritten
                    ? new Repair(Title, rewritten.Document.Project.Solution)
                    : null;
        }

        if (!IsVoid(result) || !AsyncPlan.CanChangeResult(symbol) || !await plan.AddCallersAsync(symbol).ConfigureAwait(false))
            return null;
        if (await AsyncRewriter.ApplyAsync(plan, spot.At(function)).ConfigureAwait(false) is not { } changed || ResultOf(changed.Node) is not { } type)
            return null;
        return changed.Replace(Title, type, AsyncFunction.AsTask(type, changed.Type(WellKnown.Task)));
    }

    private static bool CanBeRecorded(Spot spot, IMethodSymbol method) =>
        method.ReturnsVoid || (TaskKinds.Of(method.ReturnType) == TaskKind.None && Transport.CanCarry(spot, method.ReturnType));

    private static bool IsVoid(TypeSyntax type) => type is PredefinedTypeSyntax { Keyword.RawKind: (int)SyntaxKind.VoidKeyword };

    private static TypeSyntax? ResultOf(SyntaxNode function) => function switch
    {
        MethodDeclarationSyntax method => method.ReturnType,
        LocalFunctionStatementSyntax local => local.ReturnType,
        _ => null,
    };
}
