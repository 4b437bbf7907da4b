using System.Composition;
using DurableSdk.CodeFixes.Async;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace DurableSdk.CodeFixes.Fixes;

/// <summary>Awaits what is started and dropped: a statement, a discard, an expression body, or a variable that nothing reads.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
internal sealed class AddAwait() : DurableCodeFix("DUR1018")
{
    public override async Task<Repair?> ChangeAsync(Spot spot)
    {
        if (Started(spot) is null || await AsyncRewriter.InAsyncFunctionAsync(spot).ConfigureAwait(false) is not { } inAsync || Started(inAsync) is not var (place, task))
            return null;
        SyntaxNode awaited = place is StatementSyntax ? SyntaxFactory.ExpressionStatement(default, Await.Of(task, task), place.GetLastToken()).WithTriviaFrom(place) : Await.Of(task, task);
        return inAsync.Replace("Await it", place, awaited);
    }

    /// <summary>The task, and the statement or expression body that the await takes the place of.</summary>
    private static (SyntaxNode Place, ExpressionSyntax Task)? Started(Spot spot)
    {
        var place = spot.Node.AncestorsAndSelf().FirstOrDefault(n => n is StatementSyntax || n.Parent is ArrowExpressionClauseSyntax);
        var task = place switch
        {
            ExpressionStatementSyntax { Expression: AssignmentExpressionSyntax { Left: IdentifierNameSyntax { Identifier.ValueText: "_" }, Right: var discarded } } => discarded,
            ExpressionStatementSyntax { Expression: not AssignmentExpressionSyntax and var expression } => expression,
            LocalDeclarationStatementSyntax { Declaration.Variables: { Count: 1 } variables } when !IsRead(spot, variables[0]) => variables[0].Initializer?.Value,
            _ => place as ExpressionSyntax,
        };
        return task is not null && !MayBeNull(spot, task) && TaskKinds.Of(spot.Model.GetTypeInfo(task, spot.Cancel).Type) != TaskKind.None ? (place!, task) : null;
    }

    /// <summary>An await of null throws, where the code did nothing before.</summary>
    private static bool MayBeNull(Spot spot, ExpressionSyntax task) =>
        task is ConditionalAccessExpressionSyntax || spot.Model.GetTypeInfo(task, spot.Cancel).Nullability.FlowState == NullableFlowState.MaybeNull;

    private static bool IsRead(Spot spot, VariableDeclaratorSyntax variable) => variable.Ancestors().FirstOrDefault(Functions.IsFunction) is not { } function
        || function.DescendantNodes().OfType<IdentifierNameSyntax>().Any(n => n.Identifier.ValueText == variable.Identifier.ValueText
            && SymbolEqualityComparer.Default.Equals(spot.Model.GetSymbolInfo(n, spot.Cancel).Symbol, spot.Model.GetDeclaredSymbol(variable, spot.Cancel)));
}
