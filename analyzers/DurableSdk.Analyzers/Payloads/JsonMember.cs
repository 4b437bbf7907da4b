using Microsoft.CodeAnalysis;

namespace DurableSdk.Analyzers.Payloads;

/// <summary>A property or field that System.Text.Json writes.</summary>
internal sealed class JsonMember
{
    private JsonMember(ISymbol symbol, ITypeSymbol type, bool isSet)
    {
        Symbol = symbol;
        Type = type;
        IsSet = isSet;
    }

    public ISymbol Symbol { get; }

    public ITypeSymbol Type { get; }

    /// <summary>Whether reading sets it, other than by a constructor.</summary>
    public bool IsSet { get; }

    /// <summary>All that is written of an object, also from its bases; fields too, as the payloads' options say.</summary>
    public static IEnumerable<JsonMember> Of(INamedTypeSymbol type)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var declaring in JsonNames.BasesAndSelf(type).TakeWhile(t => t.SpecialType is not (SpecialType.System_Object or SpecialType.System_ValueType)))
        {
            foreach (var symbol in declaring.GetMembers())
            {
                if (Read(symbol) is { } member && names.Add(symbol.Name))
                    yield return member;
            }
        }
    }

    /// <summary>Whether an attribute says that the author has thought of it.</summary>
    public bool IsSpecial =>
        JsonNames.Has(Symbol, "JsonIgnoreAttribute") || JsonNames.Has(Symbol, "JsonConverterAttribute") || JsonNames.Has(Symbol, "JsonExtensionDataAttribute");

    private static JsonMember? Read(ISymbol symbol)
    {
        if (symbol.IsStatic || symbol.IsImplicitlyDeclared)
            return null;
        var isIncluded = new Lazy<bool>(() => JsonNames.Has(symbol, "JsonIncludeAttribute"));
        return symbol switch
        {
            IPropertySymbol { IsIndexer: false, GetMethod: { } getter, ExplicitInterfaceImplementations.IsEmpty: true } property
                when getter.DeclaredAccessibility == Accessibility.Public || isIncluded.Value =>
                new JsonMember(property, property.Type, property.SetMethod is { } setter && (setter.DeclaredAccessibility == Accessibility.Public || isIncluded.Value)),
            IFieldSymbol { AssociatedSymbol: null } field when field.DeclaredAccessibility == Accessibility.Public || isIncluded.Value =>
                new JsonMember(field, field.Type, !field.IsReadOnly),
            _ => null,
        };
    }
}
