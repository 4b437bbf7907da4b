using Microsoft.CodeAnalysis;

namespace DurableSdk.CodeFixes.Steps;

/// <summary>Which classes come from the service provider: those that a constructor of this compilation asks for.</summary>
internal static class ProvidedTypes
{
    public static bool Contains(INamedTypeSymbol type, Compilation compilation)
    {
        var own = type.AllInterfaces.Where(i => i.ContainingNamespace is not { Name: "System", ContainingNamespace.IsGlobalNamespace: true });
        var services = new HashSet<ISymbol>(own, SymbolEqualityComparer.Default) { type };
        return TypesOf(compilation.Assembly.GlobalNamespace).SelectMany(t => t.InstanceConstructors).SelectMany(c => c.Parameters).Any(p => services.Contains(p.Type));
    }

    private static IEnumerable<INamedTypeSymbol> TypesOf(INamespaceOrTypeSymbol container) => container.GetMembers().OfType<INamespaceOrTypeSymbol>()
        .SelectMany(m => m is INamedTypeSymbol type ? TypesOf(type).Prepend(type) : TypesOf(m));
}
