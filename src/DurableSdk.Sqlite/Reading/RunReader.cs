using Dapper;
using DurableSdk.Sqlite.Database;
using DurableSdk.Storage;
using Microsoft.Data.Sqlite;

namespace DurableSdk.Sqlite.Reading;

/// <summary>Every query that isn't part of a write, on the pooled readers: through Dapper, but for what is read once or more in every run's life.</summary>
internal sealed class RunReader(ReaderPool pool)
{
    public ValueTask<RunRecord?> GetRunAsync(string runId, CancellationToken cancel) => pool.ReadAsync(connection => Read(connection.Sql.FindRun.Bind(1, runId)), cancel);

    public ValueTask<RunRecord?> GetLastOfChainAsync(string runId, CancellationToken cancel) =>
        pool.ReadAsync(connection => Read(connection.Sql.FindLastOfChain.Bind(1, runId)), cancel);

    public async ValueTask<IReadOnlyList<RunRecord>> ListRunsAsync(RunQuery query, CancellationToken cancel)
    {
        var listing = new RunListing(query);
        var rows = await QueryAsync(connection => connection.Query<RunRow>(listing.Sql, listing.Parameters), cancel);
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
        var rows = await QueryAsync(connection => connection.Query<CountRow>(Sql), cancel);
        return [.. rows.Select(row => row.ToCount())];
    }

    /// <summary>Finished runs are never looked at, and unfinished ones only where there is a workflow that isn't known.</summary>
    public async ValueTask<IReadOnlyList<RunCount>> CountUnknownAsync(IReadOnlyCollection<WorkflowKey> known, CancellationToken cancel)
    {
        const string Counts =
            """
            SELECT w.name AS Workflow, w.version AS Version, c.status AS Status, c.count AS Count
            FROM (SELECT workflow, status, count(*) AS count FROM runs INDEXED BY runs_status WHERE status < 10 AND workflow IN @unknown GROUP BY workflow, status) c
            JOIN workflows w ON w.id = c.workflow
            ORDER BY w.name, w.version, c.status
            """;
        var unknown = await pool.ReadAsync(connection => FindUnknown(connection, known), cancel);
        if (unknown.Count == 0)
            return [];
        var rows = await QueryAsync(connection => connection.Query<CountRow>(Counts, new { unknown }), cancel);
        return [.. rows.Select(row => row.ToCount())];
    }

    private static RunRecord? Read(Statement found)
    {
        if (!found.Step())
            return null;
        var run = RunRecords.Read(found);
        found.Reset();
        return run;
    }

    private static List<long> FindUnknown(ReaderConnection connection, IReadOnlyCollection<WorkflowKey> known)
    {
        var unknown = new List<long>();
        var workflows = connection.Sql.ReadWorkflows;
        while (workflows.Step())
        {
            if (!known.Contains(new WorkflowKey(workflows.Text(1), (int)workflows.Int64(2))))
                unknown.Add(workflows.Int64(0));
        }

        return unknown;
    }

    public ValueTask<IReadOnlyList<StoredEvent>> ReadEventsAsync(string runId, long afterSequence, int limit, CancellationToken cancel) => pool.ReadAsync<IReadOnlyList<StoredEvent>>(
        connection =>
        {
            var events = new List<StoredEvent>();
            var rows = connection.Sql.ReadEvents.Bind(1, runId).Bind(2, afterSequence).Bind(3, limit);
            while (rows.Step())
                events.Add(EventRows.Read(rows));
            return events;
        },
        cancel);

    public ValueTask<StoredEvent?> ReadLastEventAsync(string runId, CancellationToken cancel) => pool.ReadAsync<StoredEvent?>(
        connection =>
        {
            var find = connection.Sql.ReadLastEvent.Bind(1, runId);
            if (!find.Step())
                return null;
            var last = EventRows.Read(find);
            find.Reset();
            return last;
        },
        cancel);

    public async ValueTask<IReadOnlyList<InboxEntry>> ReadInboxAsync(string runId, CancellationToken cancel)
    {
        const string Sql =
            """
            SELECT position AS Position, CAST(kind AS INTEGER) AS Kind, CAST(message_id AS TEXT) AS MessageId, CAST(body AS BLOB) AS Body, CAST(at AS INTEGER) AS At,
                   CAST(checksum AS INTEGER) AS Checksum, run AS Run
            FROM inbox WHERE run = (SELECT id FROM runs WHERE run_id = @runId) ORDER BY position
            """;
        var rows = await QueryAsync(connection => connection.Query<MessageRow>(Sql, new { runId }), cancel);
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
        var row = await QueryAsync(connection => connection.QueryFirstOrDefault<HookRow>(Sql, new { tokenHash }), cancel);
        return row?.ToRecord();
    }

    /// <summary>As far as a run's log reaches at least, by the run's own row.</summary>
    public ValueTask<long> GetLastSequenceAsync(string runId, CancellationToken cancel) =>
        pool.ReadAsync(connection => connection.Sql.LastSequence.Bind(1, runId).Scalar() ?? 0, cancel);

    /// <summary>Those of the given runs that have finished, or are gone.</summary>
    public ValueTask<IReadOnlyList<string>> FindFinishedAsync(IReadOnlyList<string> runIds, CancellationToken cancel) => pool.ReadAsync<IReadOnlyList<string>>(
        connection => (List<string>)[.. runIds.Where(runId => !connection.Sql.IsUnfinished.Bind(1, runId).Any())], cancel);

    public ValueTask<long> GetLastPositionAsync(CancellationToken cancel) =>
        QueryAsync(connection => connection.QuerySingle<long>($"SELECT {EventRows.LastPosition} FROM host"), cancel);

    /// <summary>Of all runs, in the order of commits.</summary>
    public async ValueTask<IReadOnlyList<PositionedEvent>> ReadAllAsync(long afterPosition, int limit, CancellationToken cancel)
    {
        const string Sql =
            $"""
            SELECT {EventRows.Columns}, r.run_id AS RunId, w.name AS Workflow, w.version AS Version
            FROM events e LEFT JOIN runs r ON r.id = e.run LEFT JOIN workflows w ON w.id = r.workflow
            WHERE e.position > @afterPosition ORDER BY e.position LIMIT @limit
            """;
        var rows = await QueryAsync(connection => connection.Query<PositionedRow>(Sql, new { afterPosition, limit }), cancel);
        return [.. rows.Select(row => row.ToPositioned())];
    }

    public async ValueTask<IReadOnlyList<SubscriptionRecord>> ListSubscriptionsAsync(CancellationToken cancel)
    {
        const string Sql = "SELECT name AS Name, position AS Position, updated_at AS UpdatedAt FROM subscriptions ORDER BY name";
        var rows = await QueryAsync(connection => connection.Query<SubscriptionRow>(Sql), cancel);
        return [.. rows.Select(row => row.ToRecord())];
    }

    public ValueTask<HostRow> ReadHostAsync(CancellationToken cancel) => pool.ReadAsync(
        connection =>
        {
            var row = connection.Sql.ReadHost;
            if (!row.Step())
                throw new InvalidOperationException("The table host has no row.");
            var host = new HostRow(row.Int64(0), row.NullableText(1), row.NullableInt64(2), row.NullableText(3), row.NullableInt64(4));
            row.Reset();
            return host;
        },
        cancel);

    private ValueTask<T> QueryAsync<T>(Func<SqliteConnection, T> query, CancellationToken cancel) =>
        pool.ReadAsync(connection => query(connection.Driver), cancel);
}
