using Microsoft.CodeAnalysis;

namespace DurableSdk.Analyzers.Reach;

/// <summary>The classes of this compilation that dependency injection makes for a workflow: its own, and those that they are given.</summary>
internal sealed class InjectedTypes
{
    private readonly Facts _facts;
    private readonly HashSet<INamedTypeSymbol> _workflows = new(SymbolEqualityComparer.Default);
    private readonly HashSet<INamedTypeSymbol> _services = new(SymbolEqualityComparer.Default);

    public InjectedTypes(Facts facts, IEnumerable<IMethodSymbol> workflows)
    {
        _facts = facts;
        foreach (var workflow in workflows.Where(w => !w.IsStatic))
            AddWithBases(workflow.ContainingType, _workflows);
        foreach (var type in _workflows.ToList())
            AddServicesOf(type);
    }

    /// <summary>Whether it is the class of a workflow, or a base of one.</summary>
    public bool IsOfWorkflow(INamedTypeSymbol? type) => type is not null && _workflows.Contains(type.OriginalDefinition);

    /// <summary>Whether it is a class that workflows, or what they are given, are given; not a workflow's own.</summary>
    public bool IsService(INamedTypeSymbol? type) => type is not null && _services.Contains(type.OriginalDefinition) && !IsOfWorkflow(type);

    public bool Contains(INamedTypeSymbol? type) => IsOfWorkflow(type) || IsService(type);

    private void AddServicesOf(INamedTypeSymbol type)
    {
        foreach (var given in type.InstanceConstructors.SelectMany(c => c.Parameters).SelectMany(p => ClassesIn(p.Type)))
        {
            foreach (var added in AddWithBases(given, _services))
                AddServicesOf(added);
        }
    }

    private List<INamedTypeSymbol> AddWithBases(INamedTypeSymbol type, HashSet<INamedTypeSymbol> set)
    {
        var added = new List<INamedTypeSymbol>();
        for (var current = type.OriginalDefinition; current is not null && _facts.IsInSource(current) && set.Add(current); current = current.BaseType?.OriginalDefinition)
            added.Add(current);
        return added;
    }

    /// <summary>A class as a parameter names it: itself, or inside a list, a <c>Lazy</c> or a factory. A record is a value, not a service.</summary>
    private IEnumerable<INamedTypeSymbol> ClassesIn(ITypeSymbol type) => type switch
    {
        IArrayTypeSymbol array => ClassesIn(array.ElementType),
        INamedTypeSymbol named when _facts.IsInSource(named) => named is { TypeKind: TypeKind.Class, IsRecord: false } ? [named] : [],
        INamedTypeSymbol named => named.TypeArguments.SelectMany(ClassesIn),
        _ => [],
    };
}
