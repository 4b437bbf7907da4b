using DurableSdk.Analyzers.Reach;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace DurableSdk.Analyzers.Checks.Orders;

/// <summary>
/// Collections that are run through in an order of the process (DUR1016), or in one that isn't promised where it leads to durable
/// operations (DUR1017). What is sorted at once, or comes to the same in whatever order, is silent.
/// </summary>
internal sealed class OrderCheck : Check
{
    private const int DepthMax = 3;

    public override IReadOnlyList<OperationKind> Operations { get; } =
    [
        OperationKind.LocalReference, OperationKind.ParameterReference, OperationKind.FieldReference, OperationKind.PropertyReference,
        OperationKind.Invocation, OperationKind.ObjectCreation,
    ];

    public override void Operation(IOperation operation, Visit visit)
    {
        var disorder = UnorderedTypes.Of(operation, visit);
        if (disorder == Disorder.None || !IsUsedInOrder(operation, disorder, visit, 0))
            return;
        var rule = disorder == Disorder.OfHash ? DeterminismRules.HashOrder : DeterminismRules.UnpromisedOrder;
        visit.Report(rule, operation.Syntax, operation.Syntax.ToString());
    }

    /// <summary>Whether something comes out of a sequence that depends on its order.</summary>
    private static bool IsUsedInOrder(IOperation sequence, Disorder disorder, Visit visit, int depth) => sequence.Holder() switch
    {
        IForEachLoopOperation loop when loop.Collection.Unconverted() == sequence =>
            disorder == Disorder.OfHash ? !LoopOrder.IsFree(loop.Body) : LoopOrder.LeadsToDurable(loop, visit),
        IArgumentOperation { Parent: IInvocationOperation call } argument => IsUsedBy(call, argument, disorder, visit, depth),
        IInvocationOperation call when call.Instance?.Unconverted() == sequence => IsTakenAs(call, disorder, visit, depth),
        IArgumentOperation { Parent: IObjectCreationOperation creation } => IsCopied(creation, disorder, visit, depth),
        ISpreadOperation { Parent: ICollectionExpressionOperation list } => IsCopied(list, disorder, visit, depth),
        IVariableInitializerOperation { Parent: IVariableDeclaratorOperation { Symbol: var variable } } when depth > 0 || IsHidden(variable, visit) => IsVariableUsedInOrder(variable, sequence, disorder, visit, depth),
        _ => false,
    };

    /// <summary>The variable's type, such as <c>IEnumerable</c>, doesn't tell, so the uses of the variable are looked at from here.</summary>
    private static bool IsHidden(ILocalSymbol variable, Visit visit) => UnorderedTypes.Of(variable.Type, visit) == Disorder.None;

    private static bool IsUsedBy(IInvocationOperation call, IArgumentOperation argument, Disorder disorder, Visit visit, int depth)
    {
        var method = call.TargetMethod;
        if (method.ContainingType.Name is "Enumerable" or "ImmutableArray" or "ImmutableList" or "ImmutableHashSet" or "ImmutableDictionary" or "FrozenSet" or "FrozenDictionary" or "ImmutableSortedSet")
            return argument.Parameter?.Ordinal == 0 && IsTakenAs(call, disorder, visit, depth);
        if (method is { ContainingType.SpecialType: SpecialType.System_String, Name: "Join" or "Concat" })
            return disorder == Disorder.OfHash || IsPassedOn(call, visit);
        if (method.Name is "AddRange" or "InsertRange")
            return disorder == Disorder.OfHash && !(call.Instance?.Unconverted() is ILocalReferenceOperation { Local: var list } && UsesOf(list, call).Any(IsSortedInPlace));
        // A list that was made of it, or a loop over it; else the collection itself is compared as a whole when it is passed.
        return depth > 0 ? DurableUse.Is(call, visit) : method.Name == "ForEachAsync" && argument.Parameter?.Ordinal == 0 && Facts.IsDurable(method);
    }

    /// <summary>A method of LINQ, or the collection's own <c>ToArray</c>.</summary>
    private static bool IsTakenAs(IInvocationOperation call, Disorder disorder, Visit visit, int depth)
    {
        var name = call.TargetMethod.Name;
        if (depth > DepthMax * 4 || LinqOrder.Sorts(name) || LinqOrder.Frees(name))
            return false;
        if (LinqOrder.Picks(name))
            return disorder == Disorder.OfHash ? !IsReduced(call) : (call.Arguments.Length <= 1 && name is "First" or "FirstOrDefault" or "Last" or "LastOrDefault") || IsPassedOn(call, visit);
        if (!LinqOrder.Passes(name))
            return false;
        if (name == "Select" && call.Arguments.Any(a => DurableUse.In(a.Value, visit)))
            return true;
        return IsUsedInOrder(call, disorder, visit, depth + 1);
    }

    /// <summary>Taken some of, and then only counted.</summary>
    private static bool IsReduced(IInvocationOperation call) => call.Holder() is IArgumentOperation { Parent: IInvocationOperation outer } && outer.TargetMethod.Name is "Count" or "Any";

    private static bool IsCopied(IOperation copy, Disorder disorder, Visit visit, int depth) =>
        copy.Type is IArrayTypeSymbol or INamedTypeSymbol { Name: "List" or "Queue" or "LinkedList" or "Stack" or "IReadOnlyList" or "IEnumerable" or "IReadOnlyCollection" or "IList" or "ICollection" or "ImmutableArray" or "ImmutableList" or "ReadOnlySpan" }
        && IsUsedInOrder(copy, disorder, visit, depth + 1);

    private static bool IsVariableUsedInOrder(ILocalSymbol variable, IOperation near, Disorder disorder, Visit visit, int depth)
    {
        if (depth > DepthMax)
            return false;
        var uses = UsesOf(variable, near);
        return !uses.Any(IsSortedInPlace) && uses.Any(u => IsUsedInOrder(u, disorder, visit, depth + 1) || (disorder == Disorder.OfHash && IsIndexed(u)));
    }

    private static List<ILocalReferenceOperation> UsesOf(ILocalSymbol variable, IOperation near) =>
        near.Outermost().Descendants().OfType<ILocalReferenceOperation>().Where(l => SymbolEqualityComparer.Default.Equals(l.Local, variable)).ToList();

    private static bool IsSortedInPlace(ILocalReferenceOperation use) => use.Holder() switch
    {
        IInvocationOperation { TargetMethod.Name: "Sort" } => true,
        IArgumentOperation { Parent: IInvocationOperation { TargetMethod: { Name: "Sort", ContainingType.Name: "Array" or "MemoryExtensions" } } } => true,
        _ => false,
    };

    private static bool IsIndexed(ILocalReferenceOperation use) =>
        use.Holder() is IPropertyReferenceOperation { Property.IsIndexer: true } or IArrayElementReferenceOperation;

    private static bool IsPassedOn(IOperation value, Visit visit)
    {
        if (value.Ancestors().OfType<IInvocationOperation>().Any(c => DurableUse.Is(c, visit)))
            return true;
        return value.Holder() is IVariableInitializerOperation { Parent: IVariableDeclaratorOperation { Symbol: var variable } } && DurableUse.IsPassed(variable, value, visit);
    }
}
