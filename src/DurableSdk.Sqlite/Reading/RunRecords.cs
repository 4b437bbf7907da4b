using DurableSdk.Sqlite.Database;

namespace DurableSdk.Sqlite.Reading;

/// <summary>A run's row as prepared statements read it.</summary>
internal static class RunRecords
{
    /// <summary>All runs, without an order.</summary>
    public const string Select =
        """
        SELECT r.id, r.run_id, w.name, w.version, r.status, r.idempotency_key, r.created_at, r.updated_at, r.wake_at, r.input_hash,
               coalesce(r.first_run_id, r.run_id), r.previous_run_id, r.next_run_id, r.parent_run_id, r.status_text,
               (SELECT json_group_array(json_array(key, type, value)) FROM run_attributes WHERE run = r.id), r.forked_from_run_id, r.purged_at
        FROM runs r JOIN workflows w ON w.id = r.workflow
        """;

    /// <summary>The run's number in the file.</summary>
    public static long Key(Statement row) => row.Int64(0);

    public static RunStatus Status(Statement row) => (RunStatus)row.Int64(4);

    /// <summary>Whether it has continued as a new run.</summary>
    public static bool HasNext(Statement row) => row.NullableText(12) is not null;

    public static ReadOnlySpan<byte> InputHash(Statement row) => row.Blob(9);

    public static RunRecord Read(Statement row) => new()
    {
        RunId = row.Text(1),
        Workflow = row.Text(2),
        Version = (int)row.Int64(3),
        Status = Status(row),
        IdempotencyKey = row.NullableText(5),
        FirstRunId = row.Text(10),
        PreviousRunId = row.NullableText(11),
        NextRunId = row.NullableText(12),
        ForkedFromRunId = row.NullableText(16),
        PurgedAt = Micros.ToWakeAt(row.NullableInt64(17)),
        ParentRunId = row.NullableText(13),
        StatusText = row.NullableText(14),
        Attributes = AttributeRows.Read(row.Text(15)),
        CreatedAt = Micros.ToTime(row.Int64(6)),
        UpdatedAt = Micros.ToTime(row.Int64(7)),
        WakeAt = Micros.ToWakeAt(row.NullableInt64(8)),
    };
}
