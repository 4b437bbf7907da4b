using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace DurableSdk.Analyzers.Reach;

/// <summary>The comparisons that sorting makes and nobody writes: of the sorted type itself, and of a comparer that is passed.</summary>
internal static class Comparisons
{
    private static readonly HashSet<string> Sorting = ["Order", "OrderDescending", "OrderBy", "OrderByDescending", "ThenBy", "ThenByDescending", "Max", "Min", "MaxBy", "MinBy", "Sort", "BinarySearch"];

    private static readonly HashSet<string> Sorted = ["SortedSet", "SortedDictionary", "SortedList"];

    public static void Collect(IMethodSymbol called, ImmutableArray<IArgumentOperation> arguments, Action<IMethodSymbol?> lead)
    {
        if (KeyOf(called) is not { } key || called.Parameters.Any(p => p.Type.Name == "Comparison"))
            return;
        if (arguments.FirstOrDefault(a => a.Parameter?.Type is { Name: "IComparer" or "Comparer" }) is { } comparer)
            LeadTo(comparer.Value.Unconverted().Type, "IComparer", "Compare", lead);
        else
            LeadTo(key, "IComparable", "CompareTo", lead);
    }

    /// <summary>What a method compares, or the collection that a constructor makes; null where it doesn't sort.</summary>
    public static ITypeSymbol? KeyOf(IMethodSymbol called)
    {
        if (called.MethodKind == MethodKind.Constructor)
            return Sorted.Contains(called.ContainingType.Name) ? called.ContainingType.TypeArguments.FirstOrDefault() : null;
        return Sorting.Contains(called.Name) && called.ContainingType.Name is "Enumerable" or "List" or "Array"
            ? SelectedBy(called) ?? called.TypeArguments.FirstOrDefault() ?? called.ContainingType.TypeArguments.FirstOrDefault()
            : null;
    }

    private static ITypeSymbol? SelectedBy(IMethodSymbol called) =>
        called.Parameters.Select(p => p.Type).OfType<INamedTypeSymbol>().FirstOrDefault(t => t.Name == "Func")?.TypeArguments.LastOrDefault();

    private static void LeadTo(ITypeSymbol? type, string contract, string method, Action<IMethodSymbol?> lead)
    {
        if (type is not INamedTypeSymbol { SpecialType: SpecialType.None })
            return;
        foreach (var declared in type.AllInterfaces.Where(i => i.Name == contract).SelectMany(i => i.GetMembers(method)))
            lead(type.FindImplementationForInterfaceMember(declared) as IMethodSymbol);
    }
}
