using Microsoft.CodeAnalysis;

namespace DurableSdk.Analyzers.Reach;

/// <summary>Which types are plainly values, whoever gives them: to ask them gives the same at each replay.</summary>
internal static class Values
{
    public static bool IsValue(ITypeSymbol type) => type switch
    {
        { SpecialType: not (SpecialType.None or SpecialType.System_Object or SpecialType.System_IDisposable) } => true,
        { TypeKind: TypeKind.Enum or TypeKind.Struct or TypeKind.Array } => true,
        { TypeKind: TypeKind.Delegate } => false,
        INamedTypeSymbol { IsRecord: true } or { IsAnonymousType: true } => true,
        INamedTypeSymbol named => IsOfBaseLibrary(named) || IsData(named),
        _ => false,
    };

    /// <summary>What of the base library isn't a value stands in the table of APIs, but for these.</summary>
    private static bool IsOfBaseLibrary(INamedTypeSymbol type) => type.ContainingNamespace?.ToDisplayString() switch
    {
        "System" => type.Name is not ("IServiceProvider" or "IProgress" or "IObserver" or "IObservable" or "Progress"),
        "System.Linq" => type.Name is not ("IQueryable" or "IOrderedQueryable" or "IQueryProvider" or "Queryable"),
        "System.Text" or "System.Text.Json" or "System.Text.Json.Serialization" or "System.Text.Json.Serialization.Metadata" or "System.Text.Json.Nodes"
            or "System.Text.RegularExpressions" or "System.Text.Encodings.Web" or "System.Globalization" or "System.Numerics" or "System.Buffers"
            or "System.Collections" or "System.Collections.Generic" or "System.Collections.Immutable" or "System.Collections.Frozen"
            or "System.Collections.ObjectModel" or "System.Collections.Specialized" or "System.Collections.Concurrent" => true,
        _ => false,
    };

    /// <summary>A class that only has properties: settings, or a message.</summary>
    private static bool IsData(INamedTypeSymbol type)
    {
        if (type.TypeKind != TypeKind.Class || type.BaseType is not { SpecialType: SpecialType.System_Object })
            return false;
        var members = type.GetMembers();
        return members.Any(m => m is IPropertySymbol { IsStatic: false }) && members.All(m => m is not IEventSymbol and not IMethodSymbol { MethodKind: MethodKind.Ordinary, IsOverride: false, IsStatic: false });
    }
}
