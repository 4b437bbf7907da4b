using Microsoft.CodeAnalysis;

namespace DurableSdk.CodeFixes.Steps;

/// <summary>
/// Which classes come from the service provider: those that a constructor of this compilation asks for. A record is data: nobody
/// injects it, and what its constructor takes is data too.
/// </summary>
internal static class ProvidedTypes
{
    public static bool Contains(INamedTypeSymbol type, Compilation compilation)
    {
        if (type.IsRecord)
            return false;
        var own = type.AllInterfaces.Where(i => i.ContainingNamespace is not { Name: "System", ContainingNamespace.IsGlobalNamespace: true });
        var services = new HashSet<ISymbol>(own, SymbolEqualityComparer.Default) { type };
        return TypesOf(compilation.Assembly.GlobalNamespace).Where(t => !t.IsRecord).SelectMany(t => t.InstanceConstructors).SelectMany(c => c.Parameters).Any(p => services.Contains(p.Type));
    }

    private static IEnumerable<INamedTypeSymbol> TypesOf(INamespaceOrTypeSymbol container) => container.GetMembers().OfType<INamespaceOrTypeSymbol>()
        .SelectMany(m => m is INamedTypeSymbol type ? TypesOf(type).Prepend(type) : TypesOf(m));
}
