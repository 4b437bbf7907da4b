namespace DurableSdk.Events;

/// <summary>The run was created.</summary>
/// <param name="Workflow">The workflow's name.</param>
/// <param name="Version">Its version.</param>
/// <param name="Arguments">The arguments as a JSON array.</param>
/// <param name="Seed">From which the run's ids and random numbers are drawn.</param>
public sealed record WorkflowStarted(string Workflow, int Version, ReadOnlyMemory<byte> Arguments, ulong Seed) : RunEvent
{
    internal static readonly IReadOnlyDictionary<string, AttributeValue> NoAttributes = System.Collections.ObjectModel.ReadOnlyDictionary<string, AttributeValue>.Empty;

    /// <summary>The run that continued as this one, or null.</summary>
    public string? PreviousRunId { get; init; }

    /// <summary>The first run of the chain, or null where no run continued as this one.</summary>
    public string? FirstRunId { get; init; }

    /// <summary>The run that this one was forked from, or null.</summary>
    public string? ForkedFromRunId { get; init; }

    /// <summary>The last event that it has from there; 0 where it wasn't forked.</summary>
    public long ForkedAt { get; init; }

    /// <summary>The run that started it as its child, or null.</summary>
    public ParentLink? Parent { get; init; }

    /// <summary>Not before this time does its code begin (UTC); null for at once.</summary>
    public DateTimeOffset? StartAt { get; init; }

    /// <summary>Under which rules of the engine it was written: 0 the first, 1 since a cancellation that finds only shielded work ends what the code begins next, 2 since a fork tells its children from those of the runs before its origin.</summary>
    public int Rules { get; init; } = EngineRules.Today;

    /// <summary>The attributes that the run begins with: those of its start, or of the run before it in the chain.</summary>
    public IReadOnlyDictionary<string, AttributeValue> Attributes { get; init; } = NoAttributes;

    /// <summary>The status text that the run begins with, from the run before it in the chain; null for none.</summary>
    public string? StatusText { get; init; }

    /// <summary>The trace in which the run was started, as W3C's <c>traceparent</c>: its steps' activities belong to it. Null for none.</summary>
    public string? TraceParent { get; init; }
}
