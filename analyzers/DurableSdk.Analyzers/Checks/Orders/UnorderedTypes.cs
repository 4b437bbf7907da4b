using DurableSdk.Analyzers.Checks.Hashes;
using DurableSdk.Analyzers.Reach;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace DurableSdk.Analyzers.Checks.Orders;

/// <summary>Which collections don't keep an order.</summary>
internal static class UnorderedTypes
{
    private const string Generic = "System.Collections.Generic";

    /// <summary>Asked of every expression, so names are looked at first.</summary>
    private static readonly HashSet<string> Names =
    [
        "ConcurrentDictionary", "ConcurrentBag", "Hashtable", "ImmutableDictionary", "ImmutableHashSet", "FrozenDictionary", "FrozenSet", "Dictionary", "HashSet", "KeyCollection", "ValueCollection", "UnorderedItemsCollection",
    ];

    public static Disorder Of(IOperation collection, Visit visit)
    {
        // Keys and values come in the order of the whole.
        if (collection is IPropertyReferenceOperation { Property.Name: "Keys" or "Values", Instance: { } whole } && Of(whole.Type, visit) is var part and not Disorder.None)
            return part;
        return Of(collection.Type, visit);
    }

    public static Disorder Of(ITypeSymbol? type, Visit visit)
    {
        for (var current = type as INamedTypeSymbol; current is not null; current = current.BaseType)
        {
            if (!Names.Contains(current.Name))
                continue;
            var found = (current.ContainingNamespace?.ToDisplayString(), current.Name) switch
            {
                ("System.Collections.Concurrent", "ConcurrentDictionary" or "ConcurrentBag") or ("System.Collections", "Hashtable") => Disorder.OfHash,
                ("System.Collections.Immutable", "ImmutableDictionary" or "ImmutableHashSet") or ("System.Collections.Frozen", "FrozenDictionary" or "FrozenSet") => OfKey(current, visit),
                (Generic, "Dictionary" or "HashSet") => Disorder.Unpromised,
                (Generic, "KeyCollection" or "ValueCollection") when current.ContainingType?.Name == "Dictionary" => Disorder.Unpromised,
                (Generic, "UnorderedItemsCollection") => Disorder.Unpromised,
                _ => Disorder.None,
            };
            if (found != Disorder.None)
                return found;
        }

        return Disorder.None;
    }

    /// <summary>Numbers and the like hash alike in every process, so the order is the same; it isn't promised either.</summary>
    private static Disorder OfKey(INamedTypeSymbol type, Visit visit) =>
        type.TypeArguments.Length > 0 && new HashStability(visit).IsStable(type.TypeArguments[0]) is true ? Disorder.Unpromised : Disorder.OfHash;
}
