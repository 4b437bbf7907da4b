using DurableSdk.Sqlite.Database;
using DurableSdk.Storage;

namespace DurableSdk.Sqlite.Reading;

/// <summary>A run as Dapper reads it.</summary>
internal sealed record RunRow
{
    public required string RunId { get; init; }
    public required string Workflow { get; init; }
    public required long Version { get; init; }
    public required long Status { get; init; }
    public string? IdempotencyKey { get; init; }
    public required string FirstRunId { get; init; }
    public string? PreviousRunId { get; init; }
    public string? NextRunId { get; init; }
    public string? ForkedFromRunId { get; init; }
    public long? PurgedAt { get; init; }
    public string? ParentRunId { get; init; }
    public string? StatusText { get; init; }
    public required string Attributes { get; init; }
    public required long CreatedAt { get; init; }
    public required long UpdatedAt { get; init; }
    public long? WakeAt { get; init; }

    public RunRecord ToRecord() => new()
    {
        RunId = RunId,
        Workflow = Workflow,
        Version = (int)Version,
        Status = (RunStatus)Status,
        IdempotencyKey = IdempotencyKey,
        FirstRunId = FirstRunId,
        PreviousRunId = PreviousRunId,
        NextRunId = NextRunId,
        ForkedFromRunId = ForkedFromRunId,
        PurgedAt = Micros.ToWakeAt(PurgedAt),
        ParentRunId = ParentRunId,
        StatusText = StatusText,
        Attributes = AttributeRows.Read(Attributes),
        CreatedAt = Micros.ToTime(CreatedAt),
        UpdatedAt = Micros.ToTime(UpdatedAt),
        WakeAt = Micros.ToWakeAt(WakeAt),
    };
}

/// <summary>How many runs of a kind.</summary>
internal sealed record CountRow
{
    public required string Workflow { get; init; }
    public required long Version { get; init; }
    public required long Status { get; init; }
    public required long Count { get; init; }

    public RunCount ToCount() => new(Workflow, (int)Version, (RunStatus)Status, Count);
}

/// <summary>How far a subscriber has come.</summary>
internal sealed record SubscriptionRow
{
    public required string Name { get; init; }
    public required long Position { get; init; }
    public required long UpdatedAt { get; init; }

    public SubscriptionRecord ToRecord() => new(Name, Position, Micros.ToTime(UpdatedAt));
}

/// <summary>An event among those of all runs. It has no run where that row is missing.</summary>
internal sealed record PositionedRow : EventRow
{
    public string? RunId { get; init; }
    public string? Workflow { get; init; }
    public long? Version { get; init; }

    public PositionedEvent ToPositioned() => RunId is not null && Workflow is not null && Version is { } version
        ? new(Position, RunId, new WorkflowKey(Workflow, (int)version), ToEvent())
        : new(Position, "", new WorkflowKey("", 0), ToEvent() with { Damage = "its run, or that run's workflow, isn't there" });
}

/// <summary>An event as Dapper reads it.</summary>
internal record EventRow
{
    public required long Position { get; init; }
    public required long Seq { get; init; }
    public required long Kind { get; init; }
    public required long Format { get; init; }
    public required long At { get; init; }
    public byte[]? Body { get; init; }
    public required long Checksum { get; init; }

    public StoredEvent ToEvent() => EventRows.ToEvent(Position, Seq, Kind, Format, At, Checksum, Body);
}

/// <summary>A message in an inbox.</summary>
internal sealed record MessageRow
{
    public required long Position { get; init; }
    public required long Kind { get; init; }
    public string? MessageId { get; init; }
    public byte[]? Body { get; init; }
    public required long At { get; init; }
    public long? Checksum { get; init; }
    public required long Run { get; init; }

    public InboxEntry ToEntry()
    {
        var message = new InboxMessage((InboxKind)Kind, Body, Micros.IsTime(At) ? Micros.ToTime(At) : default, MessageId);
        var isIntact = Body is not null && (Checksum is null || Checksum == RowChecksum.OfMessage(Run, Position, message));
        return new(Position, message) { Damage = isIntact ? null : "its checksum doesn't match its content" };
    }
}

/// <summary>Who executes.</summary>
internal sealed record HostRow(long LockGeneration, string? OwnerHost, long? OwnerProcessId, string? OwnerBuild, long? OwnerSince)
{
    public OwnerInfo? ToOwner() => OwnerHost is null
        ? null
        : new OwnerInfo(OwnerHost, (int)OwnerProcessId!.Value, OwnerBuild!, Micros.ToTime(OwnerSince!.Value));
}
