using DurableSdk.CodeFixes.Async;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace DurableSdk.CodeFixes.Steps;

/// <summary>
/// The expression that becomes a step: the reported one, its await, and as much around it as is needed for a value that the log can
/// carry (of <c>Process.GetCurrentProcess().Id</c> the whole).
/// </summary>
/// <param name="Expression">The expression.</param>
/// <param name="Task">The task that it awaits and hands on, or that it is; null where the value isn't a task's alone.</param>
/// <param name="Result">What the step gives; null for nothing.</param>
/// <param name="Stream">What <c>await foreach</c> reads, if the step is to read it to its end.</param>
/// <param name="IsAwaitedByCaller">Whether the step's call is awaited where the expression stands.</param>
internal sealed record ExtractedCall(ExpressionSyntax Expression, ExpressionSyntax? Task, ITypeSymbol? Result, bool IsAwaitedByCaller, ExpressionSyntax? Stream = null)
{
    /// <summary>What the step does itself.</summary>
    public ExpressionSyntax Moved => Stream ?? Expression;

    public static ExtractedCall? Find(Spot spot)
    {
        if (StreamLoop.Around(spot) is { } loop)
            return loop.Items is { } items && Transport.CanCarry(spot, items) ? new ExtractedCall(loop.Expression, null, items, true, loop.Stream) : null;
        for (var current = Start(spot); current is not null; current = Wider(current))
        {
            if (current is AssignmentExpressionSyntax && current.Parent is not ExpressionStatementSyntax)
                return null;
            if (At(spot, current) is { } found)
                return found;
        }

        return null;
    }

    private static ExpressionSyntax? Start(Spot spot) => spot.Expression switch
    {
        { } part when part.FirstAncestorOrSelf<ConditionalAccessExpressionSyntax>(c => c.WhenNotNull.Contains(part)) is { } conditional => conditional,
        AwaitExpressionSyntax { Expression: var awaited } => WithoutParentheses(awaited),
        { Parent: AssignmentExpressionSyntax { RawKind: (int)SyntaxKind.SimpleAssignmentExpression } assignment } target when assignment.Left == target => assignment,
        var expression => expression,
    };

    private static ExtractedCall? At(Spot spot, ExpressionSyntax current)
    {
        var type = spot.Model.GetTypeInfo(current, spot.Cancel).Type;
        if (type is null or IErrorTypeSymbol || current.Parent is ArgumentSyntax { RefKindKeyword.RawKind: not 0 })
            return null;
        if (TaskKinds.Of(type) != TaskKind.None)
        {
            if (current is ConditionalAccessExpressionSyntax)
                return null;
            if (AwaitOf(current) is { } awaiting)
                return Configuration.Removed(awaiting.Expression) is var task && Configuration.Removed(current) == task ? Awaited(spot, awaiting, task) : null;
            return TaskKinds.ResultOf(type) is not { } result || Transport.CanCarry(spot, result) ? new ExtractedCall(current, current, TaskKinds.ResultOf(type), false) : null;
        }

        if (current.Parent is ExpressionStatementSyntax || (type.SpecialType == SpecialType.System_Void && current.Parent is ArrowExpressionClauseSyntax or LambdaExpressionSyntax))
            return new ExtractedCall(current, null, null, true);
        return type.SpecialType != SpecialType.System_Void && Transport.CanCarry(spot, type) ? new ExtractedCall(current, null, ResultOf(spot, current, type), true) : null;
    }

    private static ExtractedCall? Awaited(Spot spot, AwaitExpressionSyntax awaiting, ExpressionSyntax task)
    {
        var type = spot.Model.GetTypeInfo(awaiting, spot.Cancel).Type;
        var isOfTask = SymbolEqualityComparer.Default.Equals(type, TaskKinds.ResultOf(spot.Model.GetTypeInfo(task, spot.Cancel).Type!) ?? type);
        if (type is null || !isOfTask)
            return null;
        if (type.SpecialType == SpecialType.System_Void)
            return new ExtractedCall(awaiting, task, null, true);
        if (awaiting.Parent is ExpressionStatementSyntax)
            return new ExtractedCall(awaiting, null, null, true);
        return Transport.CanCarry(spot, type) ? new ExtractedCall(awaiting, task, ResultOf(spot, awaiting, type), true) : null;
    }

    /// <summary>With what is known of null at this place.</summary>
    private static ITypeSymbol ResultOf(Spot spot, ExpressionSyntax expression, ITypeSymbol type) => type.IsValueType
        ? type
        : type.WithNullableAnnotation(Annotation(spot.Model.GetTypeInfo(expression, spot.Cancel).Nullability));

    private static NullableAnnotation Annotation(NullabilityInfo nullability) =>
        nullability.FlowState == NullableFlowState.MaybeNull ? NullableAnnotation.Annotated : NullableAnnotation.NotAnnotated;

    private static AwaitExpressionSyntax? AwaitOf(ExpressionSyntax task) => task.Parent switch
    {
        AwaitExpressionSyntax awaiting => awaiting,
        ParenthesizedExpressionSyntax parenthesized => AwaitOf(parenthesized),
        MemberAccessExpressionSyntax { Name.Identifier.ValueText: "ConfigureAwait", Parent: InvocationExpressionSyntax { Parent: AwaitExpressionSyntax awaiting } } => awaiting,
        _ => null,
    };

    private static ExpressionSyntax WithoutParentheses(ExpressionSyntax expression) =>
        expression is ParenthesizedExpressionSyntax { Expression: var inner } ? WithoutParentheses(inner) : expression;

    private static ExpressionSyntax? Wider(ExpressionSyntax current) => current.Parent switch
    {
        MemberAccessExpressionSyntax { Parent: InvocationExpressionSyntax call } access when access.Expression == current && call.Expression == access => call,
        MemberAccessExpressionSyntax access when access.Expression == current => access,
        InvocationExpressionSyntax call when call.Expression == current => call,
        ElementAccessExpressionSyntax access when access.Expression == current => access,
        AwaitExpressionSyntax or ParenthesizedExpressionSyntax => (ExpressionSyntax)current.Parent,
        PostfixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.SuppressNullableWarningExpression } suppressed => suppressed,
        ArgumentSyntax { Parent: ArgumentListSyntax { Parent: ExpressionSyntax call } } => call,
        _ => null,
    };
}
