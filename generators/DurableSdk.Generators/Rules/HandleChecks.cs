using DurableSdk.Generators.Parsing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace DurableSdk.Generators.Rules;

/// <summary>Checks that the members of the typed handle which are made of a class's signals, of its queries and of its updates can stand beside each other. Of two kinds, one gets another name.</summary>
internal static class HandleChecks
{
    public static void Type(SymbolAnalysisContext context, INamedTypeSymbol type)
    {
        Kind(context, type, "Signal", SignalParser.Handlers(type).ToDictionary(ISymbol (m) => m, SignalParser.NameOf, SymbolEqualityComparer.Default));
        Kind(context, type, "Query", QueryParser.Members(type).ToDictionary(m => m, QueryParser.NameOf, SymbolEqualityComparer.Default));
        Kind(context, type, "Update", UpdateParser.Methods(type).ToDictionary(ISymbol (m) => m, UpdateParser.NameOf, SymbolEqualityComparer.Default));
    }

    /// <summary>Members of one name have an error already.</summary>
    private static void Kind(SymbolAnalysisContext context, INamedTypeSymbol type, string kind, Dictionary<ISymbol, string> names)
    {
        foreach (var member in names.Keys.Where(m => SymbolEqualityComparer.Default.Equals(m.ContainingType, type)))
        {
            var handle = HandleNames.Of(member.Name, kind);
            var twin = names.Keys.FirstOrDefault(other => names[other] != names[member] && HandleNames.Of(other.Name, kind) == handle && TakeTheSame(member, other));
            if (twin is not null)
                context.ReportDiagnostic(Diagnostic.Create(Rules.DuplicateHandleMember, member.Locations[0], member.Name, $"{twin.ContainingType.Name}.{twin.Name}", handle));
        }
    }

    private static bool TakeTheSame(ISymbol one, ISymbol other) => Parameters(one).SequenceEqual(Parameters(other), SymbolEqualityComparer.Default);

    private static IEnumerable<ITypeSymbol> Parameters(ISymbol member) => member is IMethodSymbol method ? method.Parameters.Select(p => p.Type) : [];
}
