using System.Collections.Concurrent;
using DurableSdk.Analyzers.Apis;
using Microsoft.CodeAnalysis;

namespace DurableSdk.Analyzers.Payloads;

/// <summary>
/// What System.Text.Json, with the options of payloads, can't bring back of a type. Types of other assemblies are left alone unless they
/// come with .NET or use DurableSdk: a package brings converters that can't be seen from here.
/// </summary>
internal sealed class PayloadTypes(Compilation compilation, ApiTable apis)
{
    private readonly ConcurrentDictionary<ITypeSymbol, IReadOnlyList<Problem>> _found = new(SymbolEqualityComparer.Default);
    private readonly LostValue _lost = new(compilation, apis);
    private readonly JsonCustomisation _customisation = new(compilation);

    /// <summary>All that is wrong with a type, by the path that leads there; empty if nothing is known against it.</summary>
    public IReadOnlyList<Problem> ProblemsOf(ITypeSymbol type, CancellationToken cancel)
    {
        if (_found.TryGetValue(type, out var found))
            return found;
        var walk = new PayloadWalk(compilation, _lost, _customisation, cancel);
        walk.Visit(type, JsonNames.Short(type));
        return _found.GetOrAdd(type, walk.Problems);
    }
}
