using System.Collections.Concurrent;
using Microsoft.CodeAnalysis;

namespace DurableSdk.Analyzers.Reach;

/// <summary>Which members use a field, gathered from several threads.</summary>
internal sealed class FieldUses
{
    private readonly ConcurrentDictionary<ISymbol, ConcurrentDictionary<ISymbol, bool>> _users = new(SymbolEqualityComparer.Default);

    public void Add(ISymbol field, ISymbol user) =>
        _users.GetOrAdd(field.OriginalDefinition, static _ => new ConcurrentDictionary<ISymbol, bool>(SymbolEqualityComparer.Default))[user] = true;

    /// <summary>A member other than the given one that uses the field, always the same of several; null if there is none.</summary>
    public ISymbol? UserBeside(ISymbol member, ISymbol field) => _users.TryGetValue(field.OriginalDefinition, out var users)
        ? users.Keys.Where(u => !SymbolEqualityComparer.Default.Equals(u, member)).OrderBy(u => u.ToDisplayString(), StringComparer.Ordinal).FirstOrDefault()
        : null;
}
