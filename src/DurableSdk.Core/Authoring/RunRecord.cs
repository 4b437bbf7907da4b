using System.Collections.ObjectModel;

namespace DurableSdk;

/// <summary>A row of the list of runs.</summary>
public sealed record RunRecord
{
    /// <summary>The run's id.</summary>
    public required string RunId { get; init; }

    /// <summary>The workflow's name.</summary>
    public required string Workflow { get; init; }

    /// <summary>The workflow's version.</summary>
    public required int Version { get; init; }

    /// <summary>How it stands.</summary>
    public required RunStatus Status { get; init; }

    /// <summary>The key it was started with, or null. All runs of a chain have that of the first.</summary>
    public string? IdempotencyKey { get; init; }

    /// <summary>The first run of the chain that it belongs to; its own id where no run continued as this one.</summary>
    public required string FirstRunId { get; init; }

    /// <summary>The run that continued as this one, or null.</summary>
    public string? PreviousRunId { get; init; }

    /// <summary>The run that this one continued as, or null.</summary>
    public string? NextRunId { get; init; }

    /// <summary>The run that this one was forked from, or null.</summary>
    public string? ForkedFromRunId { get; init; }

    /// <summary>When its log was purged (UTC), or null. What remains keeps its idempotency key from being used again.</summary>
    public DateTimeOffset? PurgedAt { get; init; }
    /// <summary>The run that started it as its child, or null.</summary>
    public string? ParentRunId { get; init; }

    /// <summary>How far it is, in the words of its code: see <see cref="Durable.SetStatus"/>. Null where it hasn't said anything.</summary>
    public string? StatusText { get; init; }

    /// <summary>Its attributes: see <see cref="Durable.SetAttribute"/> and <c>StartOptions.Attributes</c>.</summary>
    public IReadOnlyDictionary<string, AttributeValue> Attributes { get; init; } = ReadOnlyDictionary<string, AttributeValue>.Empty;

    /// <summary>When it was created (UTC).</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When the event was recorded that last changed its status (UTC).</summary>
    public required DateTimeOffset UpdatedAt { get; init; }

    /// <summary>When it wants to go on by itself (UTC), or null.</summary>
    public DateTimeOffset? WakeAt { get; init; }
}
