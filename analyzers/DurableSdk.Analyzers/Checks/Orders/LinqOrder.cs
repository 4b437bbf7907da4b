namespace DurableSdk.Analyzers.Checks.Orders;

/// <summary>What the methods that are called on a sequence make of its order.</summary>
internal static class LinqOrder
{
    private static readonly HashSet<string> SortingNames = ["Order", "OrderDescending", "OrderBy", "OrderByDescending"];

    private static readonly HashSet<string> FreeNames =
    [
        "Sum", "Count", "LongCount", "Any", "All", "Max", "Min", "MaxBy", "MinBy", "Average", "Contains", "ContainsKey", "Single", "SingleOrDefault", "TryGetNonEnumeratedCount",
        "ToDictionary", "ToHashSet", "ToLookup", "ToFrozenSet", "ToFrozenDictionary", "ToImmutableHashSet", "ToImmutableDictionary", "ToImmutableSortedSet", "ToImmutableSortedDictionary",
        "UnionWith", "IntersectWith", "ExceptWith", "SymmetricExceptWith", "SetEquals", "IsSubsetOf", "IsSupersetOf", "IsProperSubsetOf", "IsProperSupersetOf", "Overlaps",
    ];

    private static readonly HashSet<string> PassingNames =
    [
        "Where", "Select", "SelectMany", "Distinct", "DistinctBy", "OfType", "Cast", "Concat", "Union", "UnionBy", "Except", "ExceptBy", "Intersect", "IntersectBy", "Append", "Prepend", "GroupBy",
        "Join", "GroupJoin", "AsEnumerable", "DefaultIfEmpty", "ToList", "ToArray", "ToImmutableList", "ToImmutableArray", "AsReadOnly", "AsSpan",
    ];

    private static readonly HashSet<string> PickingNames =
    [
        "First", "FirstOrDefault", "Last", "LastOrDefault", "ElementAt", "ElementAtOrDefault", "Take", "TakeWhile", "TakeLast", "Skip", "SkipWhile", "SkipLast", "Aggregate", "AggregateBy", "Zip", "Chunk",
        "Index", "Reverse", "SequenceEqual", "Join(string)", "Concat(string)",
    ];

    public static bool Sorts(string method) => SortingNames.Contains(method);

    /// <summary>Whether the result is the same in whatever order.</summary>
    public static bool Frees(string method) => FreeNames.Contains(method);

    /// <summary>Whether the result is a sequence in the same disorder.</summary>
    public static bool Passes(string method) => PassingNames.Contains(method);

    /// <summary>Whether the result depends on the order.</summary>
    public static bool Picks(string method) => PickingNames.Contains(method);
}
