using DurableSdk.Analyzers.Reach;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace DurableSdk.Analyzers.Checks.Orders;

/// <summary>What the body of a loop makes of the order in which it is run through.</summary>
internal static class LoopOrder
{
    /// <summary>
    /// Whether all that the body does comes to the same in whatever order: it counts and adds whole numbers or decimals, sets flags, and
    /// fills sets and dictionaries by key.
    /// </summary>
    public static bool IsFree(IOperation body) => body.DescendantsAndSelf().All(o => o switch
    {
        IAwaitOperation or IReturnOperation or IBranchOperation { BranchKind: not BranchKind.Continue } or IThrowOperation => false,
        ICompoundAssignmentOperation sum => IsExact(sum.Target.Type) || IsOfLoop(sum.Target, body),
        IIncrementOrDecrementOperation count => IsExact(count.Target.Type),
        ISimpleAssignmentOperation set => set.Value.ConstantValue.HasValue || IsOfLoop(set.Target, body) || IsExtreme(set) || set.Target is IPropertyReferenceOperation { Property.IsIndexer: true },
        IInvocationOperation call => IsFree(call),
        _ => true,
    });

    /// <summary>Whether the order of the loop decides which durable operations there are, or in which order they come.</summary>
    public static bool LeadsToDurable(IForEachLoopOperation loop, Visit visit) =>
        DurableUse.In(loop.Body, visit) || Leaves(loop) || Collected(loop).Any(v => DurableUse.IsPassed(v, loop, visit));

    /// <summary>The loop ends early with what it found.</summary>
    private static bool Leaves(IForEachLoopOperation loop) => loop.Body.DescendantsAndSelf().Any(o =>
        o is IReturnOperation { ReturnedValue: { } value } && value.DescendantsAndSelf().OfType<ILocalReferenceOperation>().Any(l => loop.Locals.Contains(l.Local, SymbolEqualityComparer.Default)));

    /// <summary>The local lists and texts that the body appends to.</summary>
    private static IEnumerable<ILocalSymbol> Collected(IForEachLoopOperation loop)
    {
        foreach (var operation in loop.Body.DescendantsAndSelf())
        {
            var target = operation switch
            {
                ICompoundAssignmentOperation { Type.SpecialType: SpecialType.System_String } text => text.Target,
                IInvocationOperation { TargetMethod: { Name: "Add" or "AddRange" or "Append" or "AppendLine" or "Enqueue" or "Push" or "AddLast", ContainingType.Name: "List" or "StringBuilder" or "Queue" or "Stack" or "LinkedList" } } call => call.Instance,
                _ => null,
            };
            if (target?.Unconverted() is ILocalReferenceOperation local)
                yield return local.Local;
        }
    }

    private static bool IsFree(IInvocationOperation call) => call.TargetMethod switch
    {
        { Name: "Add" or "TryAdd" or "Remove" or "TryRemove" or "Contains", ContainingType.Name: "HashSet" or "SortedSet" or "Dictionary" or "SortedDictionary" or "SortedList" or "ConcurrentDictionary" or "ISet" or "IDictionary" } => true,
        { Name: "ContainsKey" or "TryGetValue" or "GetValueOrDefault" or "Equals" or "ToString" or "CompareTo" } => true,
        { ContainingType.SpecialType: SpecialType.System_String } => true,
        { IsStatic: true, ContainingType.Name: "Math" or "Enumerable" or "MemoryExtensions" } => true,
        _ => false,
    };

    /// <summary><c>if (price &lt; best) best = price;</c></summary>
    private static bool IsExtreme(ISimpleAssignmentOperation set) => set.Target.Unconverted() is ILocalReferenceOperation { Local: var local }
        && set.Ancestors().OfType<IConditionalOperation>().Any(c => c.Condition is IBinaryOperation { OperatorKind: BinaryOperatorKind.LessThan or BinaryOperatorKind.GreaterThan } compared
            && compared.Descendants().OfType<ILocalReferenceOperation>().Any(l => SymbolEqualityComparer.Default.Equals(l.Local, local)));

    /// <summary>Sums of floating point numbers depend on the order, by a little.</summary>
    private static bool IsExact(ITypeSymbol? type) => type?.SpecialType is >= SpecialType.System_SByte and <= SpecialType.System_Decimal;

    /// <summary>A variable that is declared in the body is a new one each time.</summary>
    private static bool IsOfLoop(IOperation target, IOperation body) => target.Unconverted() is ILocalReferenceOperation { Local: var local }
        && body.DescendantsAndSelf().OfType<IVariableDeclaratorOperation>().Any(d => SymbolEqualityComparer.Default.Equals(d.Symbol, local));
}
