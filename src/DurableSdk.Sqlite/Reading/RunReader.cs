using Dapper;
using DurableSdk.Storage;

namespace DurableSdk.Sqlite.Reading;

/// <summary>Every query that isn't part of a write, through Dapper on the pooled readers.</summary>
internal sealed class RunReader(ReaderPool pool)
{
    // SQLite keeps whatever type somebody writes into a column; the casts make a row readable in which one was changed, so that it can be reported.
    private const string EventColumns =
        """
        e.position AS Position, CAST(e.seq AS INTEGER) AS Seq, CAST(e.kind AS INTEGER) AS Kind, CAST(e.format AS INTEGER) AS Format,
        CAST(e.at AS INTEGER) AS At, CAST(e.checksum AS INTEGER) AS Checksum,
        CASE typeof(e.body) WHEN 'integer' THEN (SELECT CAST(b.body AS BLOB) FROM bodies b WHERE b.position = e.position) WHEN 'blob' THEN e.body END AS Body
        """;

    private const string SelectEvents = $"SELECT {EventColumns} FROM events e";

    public async ValueTask<RunRecord?> GetRunAsync(string runId, CancellationToken cancel)
    {
        var row = await pool.ReadAsync(
            connection => connection.QueryFirstOrDefault<RunRow>($"{RunListing.Select} WHERE r.run_id = @runId", new { runId }), cancel);
        return row?.ToRecord();
    }

    public async ValueTask<RunRecord?> GetLastOfChainAsync(string runId, CancellationToken cancel)
    {
        const string Last =
            """
            WHERE r.id = coalesce(
                (SELECT coalesce((SELECT max(id) FROM runs WHERE first_run_id = x.first_run_id), x.id) FROM runs x WHERE x.run_id = @runId),
                (SELECT max(id) FROM runs WHERE first_run_id = @runId))
            """;
        var row = await pool.ReadAsync(connection => connection.QueryFirstOrDefault<RunRow>($"{RunListing.Select} {Last}", new { runId }), cancel);
        return row?.ToRecord();
    }

    public async ValueTask<IReadOnlyList<RunRecord>> ListRunsAsync(RunQuery query, CancellationToken cancel)
    {
        var listing = new RunListing(query);
        var rows = await pool.ReadAsync(connection => connection.Query<RunRow>(listing.Sql, listing.Parameters), cancel);
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
            SELECT position AS Position, CAST(kind AS INTEGER) AS Kind, CAST(message_id AS TEXT) AS MessageId, CAST(body AS BLOB) AS Body, CAST(at AS INTEGER) AS At,
                   CAST(checksum AS INTEGER) AS Checksum, run AS Run
            FROM inbox WHERE run = (SELECT id FROM runs WHERE run_id = @runId) ORDER BY position
            """;
        var rows = await pool.ReadAsync(connection => connection.Query<MessageRow>(Sql, new { runId }), cancel);
        return [.. rows.Select(row => row.ToEntry())];
    }

    public async ValueTask<HookRecord?> FindHookAsync(string tokenHash, CancellationToken cancel)
    {
        const string Sql =
            """
            SELECT h.hook_id AS HookId, r.run_id AS RunId, w.name AS Workflow, w.version AS Version, h.payload_type AS PayloadType,
                   h.expires_at AS ExpiresAt, h.deliveries_max AS DeliveriesMax
            FROM hooks h JOIN runs r ON r.id = h.run JOIN workflows w ON w.id = r.workflow WHERE h.token_hash = @tokenHash
            """;
        var row = await pool.ReadAsync(connection => connection.QueryFirstOrDefault<HookRow>(Sql, new { tokenHash }), cancel);
        return row?.ToRecord();
    }

    /// <summary>As far as a run's log reaches at least, by the run's own row.</summary>
    public ValueTask<long> GetLastSequenceAsync(string runId, CancellationToken cancel) => pool.ReadAsync(
        connection => connection.QueryFirstOrDefault<long>("SELECT last_sequence FROM runs WHERE run_id = @runId", new { runId }), cancel);

    /// <summary>Those of the given runs that have finished.</summary>
    public async ValueTask<IReadOnlyList<string>> FindFinishedAsync(IReadOnlyList<string> runIds, CancellationToken cancel)
    {
        var rows = await pool.ReadAsync(
            connection => connection.Query<string>("SELECT run_id FROM runs WHERE run_id IN @runIds AND status >= 10", new { runIds }), cancel);
        return rows.AsList();
    }

    public ValueTask<long> GetLastPositionAsync(CancellationToken cancel) =>
        pool.ReadAsync(connection => connection.QuerySingle<long>("SELECT last_event_position FROM host"), cancel);

    /// <summary>Of all runs, in the order of commits.</summary>
    public async ValueTask<IReadOnlyList<PositionedEvent>> ReadAllAsync(long afterPosition, int limit, CancellationToken cancel)
    {
        const string Sql =
            $"""
            SELECT {EventColumns}, r.run_id AS RunId, w.name AS Workflow, w.version AS Version
            FROM events e LEFT JOIN runs r ON r.id = e.run LEFT JOIN workflows w ON w.id = r.workflow
            WHERE e.position > @afterPosition ORDER BY e.position LIMIT @limit
            """;
        var rows = await pool.ReadAsync(connection => connection.Query<PositionedRow>(Sql, new { afterPosition, limit }), cancel);
        return [.. rows.Select(row => row.ToPositioned())];
    }

    public async ValueTask<IReadOnlyList<SubscriptionRecord>> ListSubscriptionsAsync(CancellationToken cancel)
    {
        const string Sql = "SELECT name AS Name, position AS Position, updated_at AS UpdatedAt FROM subscriptions ORDER BY name";
        var rows = await pool.ReadAsync(connection => connection.Query<SubscriptionRow>(Sql), cancel);
        return [.. rows.Select(row => row.ToRecord())];
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
