using Microsoft.CodeAnalysis;

namespace DurableSdk.CodeFixes.Rewriting;

/// <summary>How elements are brought into an order that is the same everywhere.</summary>
internal static class Sorting
{
    private static readonly string[] Names = ["x", "item", "element"];

    /// <summary>The type of the elements; null if the type isn't enumerated generically, or by more than one type.</summary>
    public static ITypeSymbol? ElementOf(ITypeSymbol type)
    {
        var all = type is IArrayTypeSymbol array
            ? [array.ElementType]
            : type.AllInterfaces.Concat(type is INamedTypeSymbol named ? [named] : [])
                .Where(i => i.OriginalDefinition.SpecialType == SpecialType.System_Collections_Generic_IEnumerable_T)
                .Select(i => i.TypeArguments[0])
                .ToList();
        return all.Count == 1 ? all[0] : null;
    }

    /// <summary>The call that sorts, such as <c>.OrderBy(x =&gt; x.Key)</c>; null if there is no order.</summary>
    public static string? Of(Spot spot, ITypeSymbol element)
    {
        var name = Name(spot);
        if (element is INamedTypeSymbol { Name: "KeyValuePair", TypeArguments: [var key, _] })
            return IsText(key) ? $".OrderBy({name} => {name}.Key, {Ordinal(spot)})" : IsComparable(key) ? $".OrderBy({name} => {name}.Key)" : null;
        if (IsMember(element))
            return $".OrderBy({name} => {name}.Name, {Ordinal(spot)})";
        return IsText(element) ? $".Order({Ordinal(spot)})" : IsComparable(element) ? ".Order()" : null;
    }

    /// <summary>A name for the parameter of a lambda.</summary>
    public static string Name(Spot spot) => Names.FirstOrDefault(n => spot.Model.LookupSymbols(spot.Node.SpanStart, name: n).IsEmpty) ?? "sorted";

    private static string Ordinal(Spot spot) => spot.Type(WellKnown.StringComparer) + ".Ordinal";

    private static bool IsText(ITypeSymbol type) => type.SpecialType == SpecialType.System_String;

    /// <summary>A tuple compares its strings by the culture.</summary>
    private static bool IsComparable(ITypeSymbol type) => type is { IsTupleType: false }
        && (type.TypeKind == TypeKind.Enum || type.AllInterfaces.Any(i => i.Name == "IComparable" && i.ContainingNamespace.ToDisplayString() == "System"));

    private static bool IsMember(ITypeSymbol type)
    {
        for (var current = type; current is not null; current = current.BaseType)
        {
            if (current is { Name: "MemberInfo", ContainingNamespace.Name: "Reflection" })
                return true;
        }

        return false;
    }
}
