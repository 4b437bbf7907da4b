using DurableSdk.Analyzers.Reach;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace DurableSdk.Analyzers.Checks.Awaits;

/// <summary>Where a call's task goes within an expression.</summary>
internal static class TaskFlow
{
    /// <summary>The outermost expression whose value is the task, or something that holds nothing but it and its like.</summary>
    public static IOperation End(IOperation task) => Path(task).Last();

    /// <summary>The task, and from the inside to the outside all that holds nothing but it and its like.</summary>
    public static IEnumerable<IOperation> Path(IOperation task)
    {
        for (IOperation? next = task; next is not null; next = Next(next))
            yield return next;
    }

    /// <summary>The lambda or local function around it; null in the member itself.</summary>
    public static IOperation? FunctionOf(IOperation operation) =>
        operation.Ancestors().FirstOrDefault(o => o is IAnonymousFunctionOperation or ILocalFunctionOperation);

    /// <summary>Whether the variable's value is used there: not where it is assigned, discarded, or a list is only added to.</summary>
    public static bool IsRead(ILocalReferenceOperation reference) => reference.Holder() switch
    {
        ISimpleAssignmentOperation assignment => assignment.Target != reference && assignment.Target is not IDiscardOperation,
        IInvocationOperation { Parent: IExpressionStatementOperation } call when IsAddition(call.TargetMethod) => call.Instance != reference,
        _ => true,
    };

    public static bool IsAddition(IMethodSymbol method) => method.Name is "Add" or "Enqueue" or "Push";

    private static IOperation? Next(IOperation task) => task.Parent switch
    {
        IConversionOperation or ICoalesceOperation or ICollectionExpressionOperation or ISwitchExpressionArmOperation or ISwitchExpressionOperation => task.Parent,
        IArrayInitializerOperation { Parent: IArrayCreationOperation creation } => creation,
        IConditionalOperation conditional when conditional.Condition != task && conditional.Type is not null => conditional,
        IConditionalAccessOperation access when access.WhenNotNull == task => access,
        IInvocationOperation call when call.Instance == task && IsPassedOn(call.TargetMethod) => call,
        IArgumentOperation { Parent: IInvocationOperation call } when IsPassedOn(call.TargetMethod) => call,
        IArgumentOperation { Parent: IInvocationOperation { TargetMethod.Name: "Add", Parent: IObjectOrCollectionInitializerOperation { Parent: IObjectCreationOperation list } } } => list,
        IReturnOperation => OfSelect(task.Parent),
        _ => null,
    };

    /// <summary>A call that gives the same task in another form, or one that stands for it.</summary>
    private static bool IsPassedOn(IMethodSymbol method) => method.Name switch
    {
        "ConfigureAwait" or "AsTask" or "Preserve" or "ContinueWith" or "WaitAsync" or "WithTimeout" or "Unwrap" or "WhenAll" or "WhenAny" => true,
        "ToList" or "ToArray" => method.ContainingType.Name == "Enumerable",
        _ => false,
    };

    /// <summary><c>items.Select(i => StepAsync(i))</c> holds the tasks of its lambda.</summary>
    private static IInvocationOperation? OfSelect(IOperation returned)
    {
        if (FunctionOf(returned) is not IAnonymousFunctionOperation { Symbol.IsAsync: false } lambda)
            return null;
        var call = lambda.Ancestors().OfType<IArgumentOperation>().FirstOrDefault()?.Parent as IInvocationOperation;
        return call is { TargetMethod: { Name: "Select", ContainingType.Name: "Enumerable" } } && call.Arguments[call.Arguments.Length - 1].Syntax.Span.Contains(lambda.Syntax.Span)
            ? call
            : null;
    }
}
