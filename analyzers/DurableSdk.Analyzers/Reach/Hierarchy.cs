using Microsoft.CodeAnalysis;

namespace DurableSdk.Analyzers.Reach;

/// <summary>Which types of this compilation derive from or implement which.</summary>
internal sealed class Hierarchy
{
    private readonly Dictionary<INamedTypeSymbol, List<INamedTypeSymbol>> _derived = new(SymbolEqualityComparer.Default);

    public Hierarchy(Compilation compilation, CancellationToken cancel)
    {
        foreach (var type in TypesIn(compilation.Assembly.GlobalNamespace, cancel))
        {
            for (var current = type.BaseType; current is { SpecialType: not SpecialType.System_Object }; current = current.BaseType)
                Add(current, type);
            foreach (var implemented in type.AllInterfaces)
                Add(implemented, type);
        }
    }

    /// <summary>The types that derive from or implement the given one, at any distance.</summary>
    public IReadOnlyList<INamedTypeSymbol> DerivedFrom(INamedTypeSymbol type) =>
        _derived.TryGetValue(type.OriginalDefinition, out var derived) ? derived : [];

    private void Add(INamedTypeSymbol ancestor, INamedTypeSymbol type)
    {
        if (!_derived.TryGetValue(ancestor.OriginalDefinition, out var derived))
            _derived[ancestor.OriginalDefinition] = derived = [];
        derived.Add(type);
    }

    private static IEnumerable<INamedTypeSymbol> TypesIn(INamespaceOrTypeSymbol space, CancellationToken cancel)
    {
        cancel.ThrowIfCancellationRequested();
        foreach (var member in space.GetMembers())
        {
            if (member is INamedTypeSymbol type)
                yield return type;
            if (member is not INamespaceOrTypeSymbol inner)
                continue;
            foreach (var nested in TypesIn(inner, cancel))
                yield return nested;
        }
    }
}
