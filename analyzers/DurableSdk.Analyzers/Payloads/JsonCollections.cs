using Microsoft.CodeAnalysis;

namespace DurableSdk.Analyzers.Payloads;

/// <summary>What System.Text.Json makes of a type that can be enumerated.</summary>
internal static class JsonCollections
{
    private const string Generic = "System.Collections.Generic.";
    private const string Immutable = "System.Collections.Immutable.";

    private static readonly HashSet<string> Interfaces =
    [
        "System.Collections.IEnumerable", "System.Collections.ICollection", "System.Collections.IList", "System.Collections.IDictionary",
        Generic + "IEnumerable", Generic + "ICollection", Generic + "IList", Generic + "IReadOnlyCollection", Generic + "IReadOnlyList",
        Generic + "ISet", Generic + "IDictionary", Generic + "IReadOnlyDictionary",
        Immutable + "IImmutableList", Immutable + "IImmutableSet", Immutable + "IImmutableQueue", Immutable + "IImmutableDictionary",
    ];

    /// <summary>Written from the top and read by pushing.</summary>
    private static readonly HashSet<string> Stacks =
    [
        Generic + "Stack", "System.Collections.Stack", "System.Collections.Concurrent.ConcurrentStack", Immutable + "ImmutableStack", Immutable + "IImmutableStack",
    ];

    /// <summary>Filled by other means than a collection's interface.</summary>
    private static readonly HashSet<string> Queues = [Generic + "Queue", "System.Collections.Queue", "System.Collections.Concurrent.ConcurrentQueue"];

    public static bool IsCollection(INamedTypeSymbol type) =>
        JsonNames.Full(type) == "System.Collections.IEnumerable" || type.AllInterfaces.Any(i => i.SpecialType == SpecialType.System_Collections_IEnumerable);

    /// <returns>Why it can't be filled from the log; null if it can.</returns>
    public static string? WhyNot(INamedTypeSymbol type)
    {
        if (JsonNames.BasesAndSelf(type).FirstOrDefault(t => Stacks.Contains(JsonNames.Full(t))) is not null)
            return $"is of type {JsonNames.Short(type)}, a stack, which comes back in the reverse order; use a list";
        if (IsReadOnlySet(type))
            return "is an IReadOnlySet<T>, which System.Text.Json can't make; use ISet<T> or HashSet<T>";
        if (type.TypeKind == TypeKind.Interface)
            return Interfaces.Contains(JsonNames.Full(type)) ? null : $"is the interface {JsonNames.Short(type)}, which System.Text.Json can't make; use a list or dictionary";
        if (IsImmutable(type))
            return null;
        if (!type.IsAbstract && (type.IsValueType ? Full(type) != "System.ArraySegment" : HasParameterlessConstructor(type)) && CanBeFilled(type))
            return null;
        return $"is of type {JsonNames.Short(type)}, a collection that System.Text.Json can't fill; use a list or dictionary";
    }

    /// <summary>The type arguments of the dictionary that it is; null for other collections.</summary>
    public static (ITypeSymbol Key, ITypeSymbol Value)? Entries(INamedTypeSymbol type) =>
        (JsonNames.Implemented(type, Generic + "IDictionary") ?? JsonNames.Implemented(type, Generic + "IReadOnlyDictionary")) is { } dictionary
            ? (dictionary.TypeArguments[0], dictionary.TypeArguments[1])
            : null;

    /// <summary>What it holds; null where the type doesn't say.</summary>
    public static ITypeSymbol? Element(INamedTypeSymbol type) => JsonNames.Implemented(type, Generic + "IEnumerable")?.TypeArguments[0];

    /// <summary>Whether it can be added to after it was made.</summary>
    public static bool IsMutable(INamedTypeSymbol type) =>
        !Full(type).StartsWith(Immutable, StringComparison.Ordinal)
        && (JsonNames.Implemented(type, Generic + "ICollection") is not null || JsonNames.BasesAndSelf(type).Any(t => Queues.Contains(Full(t))));

    private static string Full(INamedTypeSymbol type) => JsonNames.Full(type);

    private static bool IsReadOnlySet(INamedTypeSymbol type) => Full(type) == Generic + "IReadOnlySet";

    private static bool IsImmutable(INamedTypeSymbol type) => type.ContainingType is null && Full(type).StartsWith(Immutable + "Immutable", StringComparison.Ordinal);

    private static bool HasParameterlessConstructor(INamedTypeSymbol type) =>
        type.InstanceConstructors.Any(c => c.Parameters.IsEmpty && c.DeclaredAccessibility == Accessibility.Public);

    private static bool CanBeFilled(INamedTypeSymbol type) =>
        Full(type) != "System.Collections.Specialized.StringCollection"
        && (type.AllInterfaces.Any(i => Full(i) is Generic + "ICollection" or "System.Collections.IList" or "System.Collections.IDictionary")
            || JsonNames.BasesAndSelf(type).Any(t => Queues.Contains(Full(t))));
}
