using Dapper;
using DurableSdk.Storage;

namespace DurableSdk.Sqlite.Reading;

/// <summary>Every query that isn't part of a write, through Dapper on the pooled readers.</summary>
internal sealed class RunReader(ReaderPool pool)
{
    private const string SelectRuns =
        """
        SELECT r.run_id AS RunId, w.name AS Workflow, w.version AS Version, r.status AS Status, r.idempotency_key AS IdempotencyKey,
               coalesce(r.first_run_id, r.run_id) AS FirstRunId, r.previous_run_id AS PreviousRunId, r.next_run_id AS NextRunId,
               r.forked_from_run_id AS ForkedFromRunId, r.purged_at AS PurgedAt,
               r.created_at AS CreatedAt, r.updated_at AS UpdatedAt, r.wake_at AS WakeAt
        FROM runs r JOIN workflows w ON w.id = r.workflow
        """;

    private const string SelectEvents =
        """
        SELECT seq AS Seq, kind AS Kind, format AS Format, at AS At, checksum AS Checksum,
               CASE typeof(body) WHEN 'integer' THEN (SELECT b.body FROM bodies b WHERE b.position = events.position) ELSE body END AS Body
        FROM events
        """;

    public async ValueTask<RunRecord?> GetRunAsync(string runId, CancellationToken cancel)
    {
        var row = await pool.ReadAsync(
            connection => connection.QueryFirstOrDefault<RunRow>($"{SelectRuns} WHERE r.run_id = @runId", new { runId }), cancel);
        return row?.ToRecord();
    }

    public async ValueTask<RunRecord?> GetLastOfChainAsync(string runId, CancellationToken cancel)
    {
        const string Last =
            """
            WHERE r.id = (SELECT coalesce((SELECT max(id) FROM runs WHERE first_run_id = x.first_run_id), x.id) FROM runs x WHERE x.run_id = @runId)
            """;
        var row = await pool.ReadAsync(connection => connection.QueryFirstOrDefault<RunRow>($"{SelectRuns} {Last}", new { runId }), cancel);
        return row?.ToRecord();
    }

    public async ValueTask<IReadOnlyList<RunRecord>> ListRunsAsync(RunQuery query, CancellationToken cancel)
    {
        var conditions = new List<string>();
        if (query.Workflow is not null)
            conditions.Add("w.name = @Workflow");
        // The number itself, not a parameter: only so can the partial index on unusual states be used.
        if (query.Status is { } status)
            conditions.Add($"r.status = {(int)status}");
        if (query.IdempotencyKey is not null)
            conditions.Add("r.idempotency_key = @IdempotencyKey AND r.next_run_id IS NULL AND r.family IN (SELECT family FROM workflows)");
        if (query.After is not null)
            conditions.Add("r.id < (SELECT id FROM runs WHERE run_id = @After)");
        var where = conditions.Count == 0 ? "" : $"WHERE {string.Join(" AND ", conditions)}";
        var rows = await pool.ReadAsync(
            connection => connection.Query<RunRow>($"{SelectRuns} {where} ORDER BY r.id DESC LIMIT @Limit", query), cancel);
        return [.. rows.Select(row => row.ToRecord())];
    }

    public async ValueTask<IReadOnlyList<RunCount>> CountRunsAsync(CancellationToken cancel)
    {
        const string Sql =
            """
            SELECT w.name AS Workflow, w.version AS Version, c.status AS Status, c.count AS Count
            FROM (SELECT workflow, status, count(*) AS count FROM runs GROUP BY workflow, status) c JOIN workflows w ON w.id = c.workflow
            ORDER BY w.name, w.version, c.status
            """;
        var rows = await pool.ReadAsync(connection => connection.Query<CountRow>(Sql), cancel);
        return [.. rows.Select(row => row.ToCount())];
    }

    public async ValueTask<IReadOnlyList<StoredEvent>> ReadEventsAsync(string runId, long afterSequence, int limit, CancellationToken cancel)
    {
        const string Sql =
            $"""
            {SelectEvents} WHERE run = (SELECT id FROM runs WHERE run_id = @runId) AND seq > @afterSequence ORDER BY seq LIMIT @limit
            """;
        var rows = await pool.ReadAsync(connection => connection.Query<EventRow>(Sql, new { runId, afterSequence, limit }), cancel);
        return [.. rows.Select(row => row.ToEvent())];
    }

    public async ValueTask<StoredEvent?> ReadLastEventAsync(string runId, CancellationToken cancel)
    {
        const string Sql =
            $"""
            {SelectEvents} WHERE run = (SELECT id FROM runs WHERE run_id = @runId) ORDER BY seq DESC LIMIT 1
            """;
        var row = await pool.ReadAsync(connection => connection.QueryFirstOrDefault<EventRow>(Sql, new { runId }), cancel);
        return row?.ToEvent();
    }

    public async ValueTask<IReadOnlyList<InboxEntry>> ReadInboxAsync(string runId, CancellationToken cancel)
    {
        const string Sql =
            """
            SELECT position AS Position, kind AS Kind, message_id AS MessageId, body AS Body, at AS At
            FROM inbox WHERE run = (SELECT id FROM runs WHERE run_id = @runId) ORDER BY position
            """;
        var rows = await pool.ReadAsync(connection => connection.Query<MessageRow>(Sql, new { runId }), cancel);
        return [.. rows.Select(row => row.ToEntry())];
    }

    /// <summary>Those of the given runs that have finished.</summary>
    public async ValueTask<IReadOnlyList<string>> FindFinishedAsync(IReadOnlyList<string> runIds, CancellationToken cancel)
    {
        var rows = await pool.ReadAsync(
            connection => connection.Query<string>("SELECT run_id FROM runs WHERE run_id IN @runIds AND status >= 10", new { runIds }), cancel);
        return rows.AsList();
    }

    public ValueTask<HostRow> ReadHostAsync(CancellationToken cancel)
    {
        const string Sql =
            """
            SELECT lock_generation AS LockGeneration, owner_host AS OwnerHost, owner_process_id AS OwnerProcessId,
                   owner_build AS OwnerBuild, owner_since AS OwnerSince
            FROM host
            """;
        return pool.ReadAsync(connection => connection.QuerySingle<HostRow>(Sql), cancel);
    }
}
