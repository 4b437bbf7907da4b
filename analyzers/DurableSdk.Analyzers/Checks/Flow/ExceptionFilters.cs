using DurableSdk.Analyzers.Reach;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace DurableSdk.Analyzers.Checks.Flow;

/// <summary>What handlers do with the exception that they catch.</summary>
internal static class ExceptionFilters
{
    /// <summary>
    /// Whether the handler certainly takes the exception of <c>Durable.ContinueAsNew</c> and keeps it. A filter that only turns other kinds away, as
    /// <c>e is not OperationCanceledException</c> does, lets it in; what any other filter does isn't known.
    /// </summary>
    public static bool Keep(ICatchClauseOperation clause) =>
        (clause.Filter is null || LetsIn(clause.Filter)) && !PassesOn(clause) && !clause.Handler.WithoutNested().Any(o => o is IThrowOperation);

    /// <summary>Whether the handler gives the exception to somebody else to throw: to a variable, a list, a task or its caller.</summary>
    public static bool PassesOn(ICatchClauseOperation clause) => clause.Handler.WithoutNested().Any(o => o switch
    {
        ISimpleAssignmentOperation assignment => IsException(assignment.Value, clause),
        IReturnOperation { ReturnedValue: { } value } => IsException(value, clause),
        IInvocationOperation { TargetMethod.Name: "Add" or "Enqueue" or "Push" or "SetException" or "TrySetException" or "Capture" or "Throw" or "FromException" } => true,
        _ => false,
    });

    private static bool IsException(IOperation value, ICatchClauseOperation clause) =>
        value.Unconverted() is ILocalReferenceOperation local && clause.Locals.Contains(local.Local, SymbolEqualityComparer.Default);

    private static bool LetsIn(IOperation filter) => filter.Unconverted() switch
    {
        IIsPatternOperation { Pattern: INegatedPatternOperation { Pattern: var kinds } } => AreOthers(kinds),
        IUnaryOperation { OperatorKind: UnaryOperatorKind.Not, Operand: var test } => test.Unconverted() switch
        {
            IIsTypeOperation { TypeOperand: var kind } => IsOther(kind),
            IIsPatternOperation { Pattern: var kinds } => AreOthers(kinds),
            _ => false,
        },
        IBinaryOperation { OperatorKind: BinaryOperatorKind.ConditionalAnd } both => LetsIn(both.LeftOperand) && LetsIn(both.RightOperand),
        _ => false,
    };

    private static bool AreOthers(IPatternOperation kinds) => kinds switch
    {
        ITypePatternOperation kind => IsOther(kind.MatchedType),
        IDeclarationPatternOperation kind => IsOther(kind.MatchedType),
        IBinaryPatternOperation { OperatorKind: BinaryOperatorKind.Or } either => AreOthers(either.LeftPattern) && AreOthers(either.RightPattern),
        _ => false,
    };

    private static bool IsOther(ITypeSymbol? kind) => kind is { TypeKind: TypeKind.Class, SpecialType: SpecialType.None, Name: not ("ContinueAsNewException" or "Exception") };
}
