using DurableSdk.Generators.Parsing;
using Microsoft.CodeAnalysis;

namespace DurableSdk.CodeFixes.Steps;

/// <summary>Whether a value of a type can go through the log.</summary>
internal static class Transport
{
    private static readonly HashSet<string> Carried =
    [
        "System.Guid", "System.DateTime", "System.DateTimeOffset", "System.DateOnly", "System.TimeOnly", "System.TimeSpan", "System.Uri", "System.Version",
        "System.Text.Json.JsonElement", "System.Collections.Generic.KeyValuePair",
    ];

    public static bool CanCarry(Spot spot, ITypeSymbol type) =>
        Recordability.WhyNot(type) is null && Visibility.FirstHidden(type, spot.Model.Compilation) is null && !Visibility.HasErrors(type) && IsPlain(type, []);

    private static bool IsPlain(ITypeSymbol type, HashSet<ITypeSymbol> seen)
    {
        if (type.SpecialType is >= SpecialType.System_Boolean and <= SpecialType.System_String || type.TypeKind is TypeKind.Enum or TypeKind.TypeParameter)
            return type.TypeKind != TypeKind.TypeParameter || type is ITypeParameterSymbol { TypeParameterKind: TypeParameterKind.Type };
        if (type is IArrayTypeSymbol { Rank: 1 } array)
            return IsPlain(array.ElementType, seen);
        if (type is not INamedTypeSymbol named || named.IsAnonymousType || type.SpecialType == SpecialType.System_Object)
            return false;
        if (!seen.Add(type))
            return true;
        var name = $"{named.ContainingNamespace}.{named.Name}";
        if (Carried.Contains(name) || named.OriginalDefinition.SpecialType == SpecialType.System_Nullable_T || named.IsTupleType || name.StartsWith("System.Collections.", StringComparison.Ordinal))
            return named.TypeArguments.All(a => IsPlain(a, seen)) && (named.Arity > 0 || Carried.Contains(name));
        return named.Locations.Any(l => l.IsInSource) && !named.IsAbstract && HasConstructor(named)
            && named.GetMembers().OfType<IPropertySymbol>().Where(p => !p.IsStatic && p.DeclaredAccessibility == Accessibility.Public && !p.IsIndexer).All(p => IsPlain(p.Type, seen));
    }

    private static bool HasConstructor(INamedTypeSymbol type) =>
        type.IsValueType || type.InstanceConstructors.Count(c => c.DeclaredAccessibility == Accessibility.Public) is var count && (count == 1 || type.InstanceConstructors.Any(c => c.Parameters.IsEmpty && c.DeclaredAccessibility == Accessibility.Public));
}
