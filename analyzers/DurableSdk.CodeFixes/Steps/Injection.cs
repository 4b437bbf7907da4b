using Microsoft.CodeAnalysis;

namespace DurableSdk.CodeFixes.Steps;

/// <summary>Which classes come from the service provider: those that a constructor of this compilation asks for.</summary>
internal static class Injection
{
    public static bool IsInjected(INamedTypeSymbol type, Compilation compilation)
    {
        var names = new HashSet<ISymbol>(type.AllInterfaces.Where(i => !i.ContainingNamespace.ToDisplayString().StartsWith("System", StringComparison.Ordinal)), SymbolEqualityComparer.Default) { type };
        return TypesOf(compilation.Assembly.GlobalNamespace).SelectMany(t => t.InstanceConstructors).SelectMany(c => c.Parameters).Any(p => names.Contains(p.Type));
    }

    private static IEnumerable<INamedTypeSymbol> TypesOf(INamespaceOrTypeSymbol container) => container.GetMembers().OfType<INamespaceOrTypeSymbol>()
        .SelectMany(m => m is INamedTypeSymbol type ? TypesOf(type).Prepend(type) : TypesOf(m));
}
