using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using DurableSdk.Generators.Models;
using Microsoft.CodeAnalysis;

namespace DurableSdk.Generators.Parsing;

/// <summary>
/// What derives from a caught type in referenced assemblies: drivers throw their own exceptions, and handlers name the base type. Looked up are
/// public types outside of others whose names end in Exception; each assembly is read once, however many compilations use it.
/// </summary>
internal static class ExceptionFamily
{
    private static readonly ConditionalWeakTable<IAssemblySymbol, INamedTypeSymbol[]> OfAssembly = new();
    private static readonly ConditionalWeakTable<Compilation, ConcurrentDictionary<INamedTypeSymbol, EquatableArray<ExceptionModel>>> OfCompilation = new();

    /// <summary>The referenced types that derive from the type and can be made again, by name. None for the roots, from which everything derives, and for the source's own, which they don't know.</summary>
    public static EquatableArray<ExceptionModel> ReferencedBelow(INamedTypeSymbol type, Compilation compilation)
    {
        if (ExceptionTypes.IsRoot(type) || type.IsSealed || SymbolEqualityComparer.Default.Equals(type.ContainingAssembly, compilation.Assembly))
            return EquatableArray<ExceptionModel>.Empty;
        var found = OfCompilation.GetValue(compilation, static _ => new(SymbolEqualityComparer.Default));
        return found.GetOrAdd(type, t => compilation.SourceModule.ReferencedAssemblySymbols
            .SelectMany(a => OfAssembly.GetValue(a, Read))
            .Where(e => DerivesFrom(e, t) && IsTheOneOfItsName(e, compilation))
            .Select(e => ExceptionParser.Parse(e, compilation).Model)
            .OfType<ExceptionModel>()
            .OrderBy(e => e.TypeName, StringComparer.Ordinal)
            .ToEquatableArray());
    }

    /// <summary>Whether anything that derives from the type, here or in a referenced assembly, can be made again.</summary>
    public static bool HasRecreatable(INamedTypeSymbol type, Compilation compilation) =>
        ReferencedBelow(type, compilation).Count > 0
        || TypesIn(compilation.Assembly.GlobalNamespace, nested: true).Any(t => DerivesFrom(t, type) && ExceptionParser.Parse(t, compilation).Model is not null);

    private static INamedTypeSymbol[] Read(IAssemblySymbol assembly) =>
        assembly.TypeNames.Any(IsName)
            ? TypesIn(assembly.GlobalNamespace, nested: false)
                .Where(t => t is { DeclaredAccessibility: Accessibility.Public, TypeKind: TypeKind.Class, Arity: 0 } && IsName(t.Name) && ExceptionTypes.IsException(t) && !IsDiscouraged(t) && t.AllInterfaces.All(i => i.TypeKind != TypeKind.Error))
                .ToArray()
            : [];

    private static bool IsName(string name) => name.EndsWith("Exception", StringComparison.Ordinal);

    /// <summary>Generated code doesn't mention by itself what gives a warning where it is mentioned.</summary>
    private static bool IsDiscouraged(INamedTypeSymbol type) => type.GetAttributes().Any(a => a.AttributeClass?.Name is "ObsoleteAttribute" or "ExperimentalAttribute" or "RequiresPreviewFeaturesAttribute");

    private static bool DerivesFrom(INamedTypeSymbol type, INamedTypeSymbol from) =>
        ExceptionTypes.ChainOf(type).Skip(1).Any(t => SymbolEqualityComparer.Default.Equals(t, from));

    /// <summary>Not so where two assemblies have a type of that name, or an extern alias is needed.</summary>
    private static bool IsTheOneOfItsName(INamedTypeSymbol type, Compilation compilation) =>
        SymbolEqualityComparer.Default.Equals(compilation.GetTypeByMetadataName(Identifiers.MetadataName(type)), type)
        && (compilation.GetMetadataReference(type.ContainingAssembly)?.Properties.Aliases is not { IsDefaultOrEmpty: false } aliases || aliases.Contains("global"));

    private static IEnumerable<INamedTypeSymbol> TypesIn(INamespaceOrTypeSymbol container, bool nested)
    {
        foreach (var type in container.GetTypeMembers())
        {
            yield return type;
            if (!nested)
                continue;
            foreach (var inner in TypesIn(type, nested))
                yield return inner;
        }

        if (container is not INamespaceSymbol space)
            yield break;
        foreach (var type in space.GetNamespaceMembers().SelectMany(s => TypesIn(s, nested)))
            yield return type;
    }
}
