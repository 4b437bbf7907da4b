using Microsoft.CodeAnalysis;

namespace DurableSdk.Generators.Parsing;

/// <summary>Which interface methods a method implements.</summary>
internal static class Interfaces
{
    /// <summary>The interface methods that the method implements in the given type, which may derive from the one that declares it.</summary>
    public static IEnumerable<IMethodSymbol> ImplementedBy(IMethodSymbol method, INamedTypeSymbol type)
    {
        if (method.IsStatic)
            return [];
        var byName = type.AllInterfaces.SelectMany(i => i.GetMembers(method.Name)).OfType<IMethodSymbol>()
            .Where(m => SymbolEqualityComparer.Default.Equals(type.FindImplementationForInterfaceMember(m)?.OriginalDefinition, method.OriginalDefinition));
        return byName.Concat(method.ExplicitInterfaceImplementations);
    }
}
