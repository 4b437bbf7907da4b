using DurableSdk.Sqlite.Database;
using DurableSdk.Storage;

namespace DurableSdk.Sqlite.Reading;

/// <summary>A hook as Dapper reads it.</summary>
internal sealed record HookRow
{
    public required string HookId { get; init; }
    public required string RunId { get; init; }
    public required string Workflow { get; init; }
    public required long Version { get; init; }
    public required string PayloadType { get; init; }
    public long? ExpiresAt { get; init; }
    public long? DeliveriesMax { get; init; }

    public HookRecord ToRecord() => new(HookId, RunId, new WorkflowKey(Workflow, (int)Version), PayloadType, Micros.ToWakeAt(ExpiresAt), (int?)DeliveriesMax);
}
