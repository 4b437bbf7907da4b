using DurableSdk.Generators.Parsing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace DurableSdk.Generators.Rules;

/// <summary>Checks that the members of the typed handle, which are made of a class's signals, queries and updates, can stand beside each other.</summary>
internal static class HandleChecks
{
    public static void Type(SymbolAnalysisContext context, INamedTypeSymbol type)
    {
        var members = Members(type).ToList();
        foreach (var (member, kind, name) in members.Where(one => SymbolEqualityComparer.Default.Equals(one.Member.ContainingType, type)))
        {
            var handle = HandleNames.Of(member.Name, kind);
            // Members of one name have an error already.
            var twin = members.Where(other => other.Name != name && HandleNames.Of(other.Member.Name, other.Kind) == handle && TakeTheSame(member, other.Member))
                .Select(other => other.Member).FirstOrDefault();
            if (twin is not null)
                context.ReportDiagnostic(Diagnostic.Create(Rules.DuplicateHandleMember, member.Locations[0], member.Name, $"{twin.ContainingType.Name}.{twin.Name}", handle));
        }
    }

    private static IEnumerable<(ISymbol Member, string Kind, string Name)> Members(INamedTypeSymbol type) =>
        SignalParser.Handlers(type).Select(m => ((ISymbol)m, "Signal", SignalParser.NameOf(m)))
            .Concat(QueryParser.Members(type).Select(m => (m, "Query", QueryParser.NameOf(m))))
            .Concat(UpdateParser.Methods(type).Select(m => ((ISymbol)m, "Update", UpdateParser.NameOf(m))));

    private static bool TakeTheSame(ISymbol one, ISymbol other) => Parameters(one).SequenceEqual(Parameters(other), SymbolEqualityComparer.Default);

    private static IEnumerable<ITypeSymbol> Parameters(ISymbol member) => member is IMethodSymbol method ? method.Parameters.Select(p => p.Type) : [];
}
