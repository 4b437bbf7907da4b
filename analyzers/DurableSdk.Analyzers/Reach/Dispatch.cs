using DurableSdk.Generators.Parsing;
using Microsoft.CodeAnalysis;

namespace DurableSdk.Analyzers.Reach;

/// <summary>
/// Where a call may land in this compilation. The search ends at a step, a workflow, a durable operation and what is marked
/// <c>[WorkflowSafe]</c>; an interface of another assembly leads nowhere, for its implementations would be anybody's.
/// </summary>
internal sealed class Dispatch(Facts facts, CancellationToken cancel)
{
    /// <summary>An interface that so many types implement is a plug, not a helper; following all would accuse what no workflow uses.</summary>
    private const int ImplementationsMax = 32;

    public IEnumerable<ISymbol> Targets(ISymbol called, ITypeSymbol? receiver)
    {
        if (called is IMethodSymbol method)
            return Targets(StepParser.DefinitionOf(method), receiver);
        var definition = called.OriginalDefinition;
        return facts.IsInSource(definition) && !facts.IsSafe(definition) && HoldsCode(definition) ? [definition] : [];
    }

    private IEnumerable<ISymbol> Targets(IMethodSymbol method, ITypeSymbol? receiver)
    {
        if (!facts.IsInSource(method) || IsEnd(method))
            return [];
        IEnumerable<ISymbol> targets = method.IsAbstract ? [] : [method.PartialImplementationPart ?? method];
        return receiver is null ? targets : targets.Concat(Overrides(method, receiver));
    }

    private bool IsEnd(IMethodSymbol method) => facts.IsStep(method) || facts.LeadsToWorkflow(method) || facts.IsSafe(method);

    private List<IMethodSymbol> Overrides(IMethodSymbol method, ITypeSymbol receiver)
    {
        var declared = method.ContainingType;
        var asked = receiver is INamedTypeSymbol named && facts.IsInSource(named) ? named : declared;
        var derived = facts.Hierarchy(cancel).DerivedFrom(asked);
        var found = derived.Concat([asked])
            .Where(t => t.TypeKind is TypeKind.Class or TypeKind.Struct)
            .Select(t => declared.TypeKind == TypeKind.Interface ? ImplementationIn(t, method) : OverrideIn(t, method))
            .OfType<IMethodSymbol>()
            .Where(m => facts.IsInSource(m) && !m.IsAbstract && !IsEnd(m))
            .Distinct<IMethodSymbol>(SymbolEqualityComparer.Default)
            .ToList();
        return found.Count > ImplementationsMax ? [] : found;
    }

    private static IMethodSymbol? ImplementationIn(INamedTypeSymbol type, IMethodSymbol method)
    {
        foreach (var implemented in type.AllInterfaces)
        {
            if (!SymbolEqualityComparer.Default.Equals(implemented.OriginalDefinition, method.ContainingType))
                continue;
            var constructed = implemented.GetMembers(method.Name).FirstOrDefault(m => SymbolEqualityComparer.Default.Equals(m.OriginalDefinition, method));
            if (constructed is not null && type.FindImplementationForInterfaceMember(constructed) is IMethodSymbol implementation)
                return implementation.OriginalDefinition;
        }

        return null;
    }

    private static IMethodSymbol? OverrideIn(INamedTypeSymbol type, IMethodSymbol method)
    {
        for (var current = type; current is not null; current = current.BaseType)
        {
            foreach (var member in current.OriginalDefinition.GetMembers(method.Name).OfType<IMethodSymbol>())
            {
                for (var overridden = member; overridden is not null; overridden = overridden.OverriddenMethod?.OriginalDefinition)
                {
                    if (SymbolEqualityComparer.Default.Equals(overridden, method))
                        return member;
                }
            }
        }

        return null;
    }

    /// <summary>What holds a delegate or makes its value late: the lambdas of its initialiser run where it is used.</summary>
    private static bool HoldsCode(ISymbol member) => member switch
    {
        IFieldSymbol { IsConst: false } field => IsCode(field.Type),
        IPropertySymbol property => IsCode(property.Type),
        IEventSymbol => true,
        _ => false,
    };

    /// <summary>A delegate, a value that is made late, or a table of such.</summary>
    private static bool IsCode(ITypeSymbol type) => type switch
    {
        { TypeKind: TypeKind.Delegate } or INamedTypeSymbol { Name: "Lazy", ContainingNamespace.Name: "System" } => true,
        IArrayTypeSymbol array => IsCode(array.ElementType),
        INamedTypeSymbol { IsGenericType: true } table => table.TypeArguments.Any(IsCode),
        _ => false,
    };
}
