using System.Collections.Concurrent;
using Microsoft.CodeAnalysis;

namespace DurableSdk.Analyzers.Reach;

/// <summary>What the looks at single bodies leave for others: the workflows' bodies come first, then the steps'.</summary>
internal sealed class ReachState(Facts facts, Injection injection)
{
    /// <summary>What comes from dependency injection.</summary>
    public Injection Injection { get; } = injection;

    /// <summary>The calls of injected services of which DUR1029 speaks, and no other rule.</summary>
    public ServiceCalls ServiceCalls { get; } = new(facts, injection);

    /// <summary>The instance fields and properties that workflow code assigns, and a member that does.</summary>
    public ConcurrentDictionary<ISymbol, ISymbol> AssignedByWorkflows { get; } = new(SymbolEqualityComparer.Default);
}
