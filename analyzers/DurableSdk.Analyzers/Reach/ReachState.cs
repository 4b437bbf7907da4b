using Microsoft.CodeAnalysis;

namespace DurableSdk.Analyzers.Reach;

/// <summary>What the looks at single bodies leave for others: the workflows' bodies come first, then construction, then the steps'.</summary>
internal sealed class ReachState(Facts facts, InjectedObjects injected)
{
    /// <summary>What comes from dependency injection.</summary>
    public InjectedObjects Injected { get; } = injected;

    /// <summary>The calls of injected services of which DUR1029 speaks, and no other rule.</summary>
    public ServiceCalls ServiceCalls { get; } = new(facts, injected);

    /// <summary>The statics that each process makes anew.</summary>
    public ProcessValues ProcessValues { get; } = new(facts);

    /// <summary>The instance fields, auto-properties and captured parameters of workflows' classes that workflow code assigns.</summary>
    public FieldUses AssignedByWorkflows { get; } = new();

    /// <summary>Those that workflow code reads.</summary>
    public FieldUses ReadByWorkflows { get; } = new();

    /// <summary>The members that run as a part of a workflow; complete when the steps' bodies are looked at.</summary>
    public HashSet<ISymbol> ReachedByWorkflows { get; } = new(SymbolEqualityComparer.Default);
}
