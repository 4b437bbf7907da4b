using DurableSdk.Analyzers.Checks.Awaits;
using DurableSdk.Analyzers.Reach;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace DurableSdk.Analyzers.Checks.Flow;

/// <summary>
/// <c>Durable.ContinueAsNew</c> that is made and not thrown, that a handler around it catches, or whose arguments aren't the workflow's
/// (DUR1027).
/// </summary>
internal sealed class ContinueAsNewCheck : Check
{
    public override IReadOnlyList<OperationKind> Operations { get; } = [OperationKind.Invocation, OperationKind.Try];

    public static bool IsCall(IOperation operation) => operation is IInvocationOperation { TargetMethod: { Name: "ContinueAsNew" } method } && Facts.IsDurable(method);

    public override void Operation(IOperation operation, Visit visit)
    {
        if (operation is ITryOperation attempt)
            Helpers(attempt, visit);
        if (!IsCall(operation))
            return;
        var call = (IInvocationOperation)operation;
        if (IsThrownAway(call))
            Report(call.Syntax, "Durable.ContinueAsNew only makes the exception that ends the run; write throw Durable.ContinueAsNew(…)", visit);
        else if (ThrowsOf(call).Select(CatchAround).FirstOrDefault(t => t is not null) is { } type)
            Report(call.Syntax, $"The catch ({type}) around this takes the exception of Durable.ContinueAsNew, and the run goes on; throw it outside the try", visit);
        else if (NextArguments.WhyNot(call, visit) is var (why, at))
            Report(at, why, visit);
    }

    /// <summary>A helper throws it, and the handler around the helper's call takes it.</summary>
    private static void Helpers(ITryOperation attempt, Visit visit)
    {
        if (attempt.Catches.FirstOrDefault(Takes) is { Syntax: CatchClauseSyntax clause } taken && ExceptionFilters.Keep(taken)
            && DurableWork.IsReachedFrom(attempt.Body.WithoutNested(), IsThrown, visit) && !attempt.Body.WithoutNested().Any(IsThrown))
            visit.Report(DeterminismRules.ContinueAsNewMisused, clause.CatchKeyword, "This catch takes the exception of Durable.ContinueAsNew that a helper in its try throws, and the run goes on; let it pass: when (e is not ContinueAsNewException)");
    }

    private static bool IsThrown(IOperation operation) => operation is IThrowOperation { Exception: { } thrown } && IsCall(thrown.Unconverted());

    private static void Report(SyntaxNode at, string text, Visit visit) => visit.Report(DeterminismRules.ContinueAsNewMisused, at, text);

    private static bool IsThrownAway(IInvocationOperation call) => call.Holder() switch
    {
        IExpressionStatementOperation => true,
        ISimpleAssignmentOperation { Target: IDiscardOperation, Parent: IExpressionStatementOperation } => true,
        IVariableInitializerOperation { Parent: IVariableDeclaratorOperation { Symbol: var local } } => !call.Outermost().Descendants().OfType<ILocalReferenceOperation>()
            .Any(r => SymbolEqualityComparer.Default.Equals(r.Local, local) && TaskFlow.IsRead(r)),
        _ => false,
    };

    /// <summary>Where it is thrown: on the spot, or by way of a variable.</summary>
    private static IEnumerable<IOperation> ThrowsOf(IInvocationOperation call) => call.Holder() switch
    {
        IThrowOperation thrown => [thrown],
        IVariableInitializerOperation { Parent: IVariableDeclaratorOperation { Symbol: var local } } => ThrowsOf(local, call),
        ISimpleAssignmentOperation { Target: ILocalReferenceOperation { Local: var local } } => ThrowsOf(local, call),
        _ => [],
    };

    private static IEnumerable<IOperation> ThrowsOf(ILocalSymbol local, IOperation near) => near.Outermost().Descendants().OfType<IThrowOperation>()
        .Where(t => t.Exception?.Unconverted() is ILocalReferenceOperation thrown && SymbolEqualityComparer.Default.Equals(thrown.Local, local));

    /// <summary>The type that a handler catches which certainly takes the exception, and keeps it.</summary>
    private static string? CatchAround(IOperation thrown)
    {
        var inner = thrown;
        foreach (var outer in thrown.Ancestors().TakeWhile(o => o is not (IAnonymousFunctionOperation or ILocalFunctionOperation)))
        {
            if (outer is ITryOperation attempt && attempt.Body == inner && attempt.Catches.FirstOrDefault(Takes) is { } taken)
                return ExceptionFilters.Keep(taken) ? taken.ExceptionType.Name : null;
            inner = outer;
        }

        return null;
    }

    private static bool Takes(ICatchClauseOperation clause) =>
        clause.ExceptionType is { SpecialType: SpecialType.System_Object } or { Name: "Exception", ContainingNamespace.Name: "System" } or { Name: "ContinueAsNewException" };
}
