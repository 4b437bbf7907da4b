using Microsoft.CodeAnalysis;

namespace DurableSdk.Analyzers.Payloads;

/// <summary>Attributes and types by the names under which System.Text.Json knows them.</summary>
internal static class JsonNames
{
    private const string Space = "System.Text.Json.Serialization";

    public static bool Has(ISymbol symbol, string attribute) => Attributes(symbol, attribute).Any();

    /// <summary>The attributes of that class, or of one that derives from it.</summary>
    public static IEnumerable<AttributeData> Attributes(ISymbol symbol, string attribute)
    {
        foreach (var data in symbol.GetAttributes())
        {
            for (var type = data.AttributeClass; type is not null; type = type.BaseType)
            {
                if (type.Name == attribute && type.ContainingNamespace?.ToDisplayString() == Space)
                {
                    yield return data;
                    break;
                }
            }
        }
    }

    /// <summary>The name without type arguments, with the namespace: <c>System.Collections.Generic.List</c>.</summary>
    public static string Full(INamedTypeSymbol type) => type.ContainingType is { } outer
        ? $"{Full(outer)}.{type.Name}"
        : $"{type.ContainingNamespace?.ToDisplayString()}.{type.Name}";

    /// <summary>As it is said in a message.</summary>
    public static string Short(ITypeSymbol type) =>
        (type.IsReferenceType ? type.WithNullableAnnotation(NullableAnnotation.None) : type).ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat);

    public static IEnumerable<INamedTypeSymbol> BasesAndSelf(INamedTypeSymbol type)
    {
        for (var current = type; current is not null; current = current.BaseType)
            yield return current;
    }

    /// <summary>The constructed form of a generic interface or base class, by its full name.</summary>
    public static INamedTypeSymbol? Implemented(INamedTypeSymbol type, string name) =>
        BasesAndSelf(type).Concat(type.AllInterfaces).FirstOrDefault(t => t.IsGenericType && Full(t) == name);

    /// <summary>Whether it comes with .NET, so that what System.Text.Json makes of it is known.</summary>
    public static bool IsOfPlatform(ITypeSymbol type) =>
        type.ContainingAssembly?.Name is { } name && (name.StartsWith("System.", StringComparison.Ordinal) || name is "System" or "mscorlib" or "netstandard");
}
