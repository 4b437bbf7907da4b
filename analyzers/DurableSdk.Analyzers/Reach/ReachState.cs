using System.Collections.Concurrent;
using Microsoft.CodeAnalysis;

namespace DurableSdk.Analyzers.Reach;

/// <summary>What the looks at single bodies leave for others: the workflows' bodies come first, then the steps'.</summary>
internal sealed class ReachState
{
    /// <summary>The instance fields and properties that workflow code assigns, and a member that does.</summary>
    public ConcurrentDictionary<ISymbol, ISymbol> AssignedByWorkflows { get; } = new(SymbolEqualityComparer.Default);
}
