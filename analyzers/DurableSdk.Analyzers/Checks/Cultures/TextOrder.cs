using DurableSdk.Analyzers.Checks.Orders;
using DurableSdk.Analyzers.Reach;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace DurableSdk.Analyzers.Checks.Cultures;

/// <summary>Texts that are sorted without a comparer are in the order of the culture; it matters where durable calls are made in that order.</summary>
internal static class TextOrder
{
    private const int DepthMax = 3;

    private static readonly HashSet<string> PickingNames = ["Max", "Min", "MaxBy", "MinBy"];

    private static readonly HashSet<string> SortedTypes = ["SortedDictionary", "SortedList", "SortedSet"];

    /// <returns>What is in the order of the culture; null if nothing is.</returns>
    public static IOperation? SortedBy(IOperation operation) => operation switch
    {
        IInvocationOperation call when IsText(KeyOf(call.TargetMethod)) && !TakesComparer(call.Arguments) => call.TargetMethod.Name == "Sort" ? Sorted(call) : call,
        IObjectCreationOperation { Type: INamedTypeSymbol { TypeArguments.IsEmpty: false } type } creation
            when SortedTypes.Contains(type.Name) && type.ContainingNamespace?.ToDisplayString() == "System.Collections.Generic" && IsText(type.TypeArguments[0]) && !TakesComparer(creation.Arguments) => creation,
        _ => null,
    };

    /// <summary>Whether one is picked of texts, or looked for among them, by their order.</summary>
    public static bool Picks(IInvocationOperation call) => (call.TargetMethod.ContainingType.Name, call.TargetMethod.Name) switch
    {
        ("Enumerable", var name) when PickingNames.Contains(name) && call.TargetMethod.ContainingNamespace.Name == "Linq" => IsText(Comparisons.KeyOf(call.TargetMethod)) && !TakesComparer(call.Arguments),
        ("List" or "Array", "BinarySearch") => IsText(Comparisons.KeyOf(call.TargetMethod)) && !TakesComparer(call.Arguments),
        _ => false,
    };

    /// <summary>Whether it says by which order something is sorted: that is said of the whole.</summary>
    public static bool IsComparer(IOperation comparer) =>
        comparer.Ancestors().SkipWhile(a => a is IConversionOperation).FirstOrDefault() is IArgumentOperation { Parent: { } whole } && (SortedBy(whole) is not null || (whole is IInvocationOperation call && Picks(call)));

    public static bool Matters(IOperation sequence, Visit visit) =>
        sequence is ILocalReferenceOperation local ? VariableMatters(local.Local, sequence, visit, 1) : Matters(sequence, visit, 0);

    private static bool Matters(IOperation value, Visit visit, int depth)
    {
        for (var (child, parent) = (value, value.Parent); parent is not null; (child, parent) = (parent, parent.Parent))
        {
            switch (parent)
            {
                case IInvocationOperation call when DurableUse.Is(call, visit):
                    return true;
                case IInvocationOperation call when LinqOrder.Frees(call.TargetMethod.Name) || LinqOrder.Sorts(call.TargetMethod.Name):
                    return false;
                case IInvocationOperation call when LinqOrder.Picks(call.TargetMethod.Name):
                    return Decisions.Feeds(call, visit);
                case IForEachLoopOperation loop:
                    return loop.Collection == child && DurableUse.In(loop.Body, visit);
                case IVariableInitializerOperation { Parent: IVariableDeclaratorOperation { Symbol: var variable } }:
                    return depth < DepthMax && VariableMatters(variable, value, visit, depth + 1);
                case IExpressionStatementOperation or IReturnOperation or IBlockOperation:
                    return false;
            }
        }

        return false;
    }

    private static bool VariableMatters(ILocalSymbol variable, IOperation near, Visit visit, int depth) => near.Outermost().Descendants()
        .OfType<ILocalReferenceOperation>()
        .Any(l => SymbolEqualityComparer.Default.Equals(l.Local, variable) && Matters(l, visit, depth));

    /// <summary>The list or array that a statement sorts in its place.</summary>
    private static IOperation? Sorted(IInvocationOperation call) => (call.Instance ?? call.Arguments.FirstOrDefault()?.Value)?.Unconverted() as ILocalReferenceOperation;

    private static ITypeSymbol? KeyOf(IMethodSymbol method) => (method.ContainingType.ContainingNamespace?.ToDisplayString(), method.ContainingType.Name, method.Name) switch
    {
        ("System.Linq", "Enumerable", "Order" or "OrderDescending") => method.TypeArguments.FirstOrDefault(),
        ("System.Linq", "Enumerable", "OrderBy" or "OrderByDescending" or "ThenBy" or "ThenByDescending") => method.TypeArguments.ElementAtOrDefault(1),
        ("System", "Array", "Sort") => method.TypeArguments.FirstOrDefault(),
        ("System.Collections.Generic", "List", "Sort") => method.ContainingType.TypeArguments.FirstOrDefault(),
        _ => null,
    };

    /// <summary>A text, or a tuple that is sorted by one.</summary>
    private static bool IsText(ITypeSymbol? type) =>
        type?.SpecialType == SpecialType.System_String || (type is INamedTypeSymbol { IsTupleType: true } tuple && tuple.TupleElements.Any(e => IsText(e.Type)));

    private static bool TakesComparer(IEnumerable<IArgumentOperation> arguments) => arguments.Any(a =>
        a.Parameter?.Type.Name is "IComparer" or "Comparison" or "StringComparer"
        && !CultureUse.IsNull(a.Value)
        && !(a.Value.Unconverted() is IPropertyReferenceOperation { Property: var comparer } && CultureUse.IsCurrent(comparer)));
}
