using Microsoft.CodeAnalysis;

namespace DurableSdk.Generators.Parsing;

/// <summary>Whether generated code of an assembly can name a type.</summary>
internal static class Visibility
{
    /// <summary>The first type that generated code can't name, and why; null if it can name all.</summary>
    public static (ITypeSymbol Type, string Why)? FirstHidden(ITypeSymbol type, Compilation compilation) => type switch
    {
        IArrayTypeSymbol array => FirstHidden(array.ElementType, compilation),
        INamedTypeSymbol named => FirstHidden(named, compilation),
        _ => null,
    };

    /// <summary>Whether a type has been left half typed.</summary>
    public static bool HasErrors(ITypeSymbol type) => type switch
    {
        IErrorTypeSymbol => true,
        IArrayTypeSymbol array => HasErrors(array.ElementType),
        INamedTypeSymbol named => named.TypeArguments.Any(HasErrors) || (named.ContainingType is { } outer && HasErrors(outer)),
        _ => false,
    };

    /// <summary>Whether code outside the assembly sees the type.</summary>
    public static bool IsPublic(ITypeSymbol type)
    {
        if (type is IArrayTypeSymbol array)
            return IsPublic(array.ElementType);
        if (type is not INamedTypeSymbol named)
            return true;
        return (named.IsTupleType || named.DeclaredAccessibility == Accessibility.Public)
            && named.TypeArguments.All(IsPublic)
            && (named.ContainingType is not { } outer || IsPublic(outer));
    }

    private static (ITypeSymbol Type, string Why)? FirstHidden(INamedTypeSymbol type, Compilation compilation)
    {
        for (var part = type; part is not null; part = part.ContainingType)
        {
            if (part.IsFileLocal)
                return (type, "file-local");
            foreach (var argument in part.TypeArguments)
            {
                if (FirstHidden(argument, compilation) is { } hidden)
                    return hidden;
            }
        }

        if (!type.IsAnonymousType && !compilation.IsSymbolAccessibleWithin(type.OriginalDefinition, compilation.Assembly))
            return (type, "private or protected");
        return null;
    }
}
