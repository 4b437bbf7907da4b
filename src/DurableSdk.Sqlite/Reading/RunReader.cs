using System.Data;
using Dapper;
using DurableSdk.Sqlite.Database;
using DurableSdk.Storage;

namespace DurableSdk.Sqlite.Reading;

/// <summary>
/// Every query that isn't part of a write, on the pooled readers: through Dapper, but for what is read once or more in every run's life. Dapper executes, and the rows are read here: its own mapping, like parameters from an anonymous type,
/// makes code at run time and looks for properties by reflection, which a program that is published trimmed or ahead of time doesn't have.
/// </summary>
internal sealed class RunReader(ReaderPool pool)
{
    public ValueTask<RunRecord?> GetRunAsync(string runId, CancellationToken cancel) => pool.ReadAsync(connection => Read(connection.Sql.FindRun.Bind(1, runId)), cancel);

    public ValueTask<RunRecord?> GetLastOfChainAsync(string runId, CancellationToken cancel) =>
        pool.ReadAsync(connection => Read(connection.Sql.FindLastOfChain.Bind(1, runId)), cancel);

    public async ValueTask<IReadOnlyList<RunRecord>> ListRunsAsync(RunQuery query, CancellationToken cancel)
    {
        var listing = new RunListing(query);
        return await QueryAsync(listing.Sql, listing.Parameters, RunListing.Read, cancel);
    }

    public async ValueTask<IReadOnlyList<RunCount>> CountRunsAsync(CancellationToken cancel)
    {
        const string Sql =
            """
            SELECT w.name AS Workflow, w.version AS Version, c.status AS Status, c.count AS Count
            FROM (SELECT workflow, status, count(*) AS count FROM runs GROUP BY workflow, status) c JOIN workflows w ON w.id = c.workflow
            ORDER BY w.name, w.version, c.status
            """;
        return await QueryAsync(Sql, parameters: null, Rows.Count, cancel);
    }

    /// <summary>Finished runs are never looked at, and unfinished ones only where there is a workflow that isn't known.</summary>
    public async ValueTask<IReadOnlyList<RunCount>> CountUnknownAsync(IReadOnlyCollection<WorkflowKey> known, CancellationToken cancel)
    {
        var unknown = await pool.ReadAsync(connection => FindUnknown(connection, known), cancel);
        if (unknown.Count == 0)
            return [];
        var sql =
            $"""
            SELECT w.name AS Workflow, w.version AS Version, c.status AS Status, c.count AS Count
            FROM (SELECT workflow, status, count(*) AS count FROM runs INDEXED BY runs_status WHERE status < 10 AND workflow IN ({string.Join(", ", unknown)}) GROUP BY workflow, status) c
            JOIN workflows w ON w.id = c.workflow
            ORDER BY w.name, w.version, c.status
            """;
        return await QueryAsync(sql, parameters: null, Rows.Count, cancel);
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
        return await QueryAsync(Sql, Parameter("runId", runId), Rows.Message, cancel);
    }

    public async ValueTask<HookRecord?> FindHookAsync(string tokenHash, CancellationToken cancel)
    {
        const string Sql =
            """
            SELECT h.hook_id AS HookId, r.run_id AS RunId, w.name AS Workflow, w.version AS Version, h.payload_type AS PayloadType,
                   h.expires_at AS ExpiresAt, h.deliveries_max AS DeliveriesMax
            FROM hooks h JOIN runs r ON r.id = h.run JOIN workflows w ON w.id = r.workflow WHERE h.token_hash = @tokenHash
            """;
        var found = await QueryAsync(Sql, Parameter("tokenHash", tokenHash), Rows.Hook, cancel);
        return found is [var hook, ..] ? hook : null;
    }

    /// <summary>As far as a run's log reaches at least, by the run's own row.</summary>
    public ValueTask<long> GetLastSequenceAsync(string runId, CancellationToken cancel) =>
        pool.ReadAsync(connection => connection.Sql.LastSequence.Bind(1, runId).Scalar() ?? 0, cancel);

    /// <summary>Those of the given runs that have finished, or are gone.</summary>
    public ValueTask<IReadOnlyList<string>> FindFinishedAsync(IReadOnlyList<string> runIds, CancellationToken cancel) => pool.ReadAsync<IReadOnlyList<string>>(
        connection => (List<string>)[.. runIds.Where(runId => !connection.Sql.IsUnfinished.Bind(1, runId).Any())], cancel);

    public async ValueTask<long> GetLastPositionAsync(CancellationToken cancel) =>
        (await QueryAsync($"SELECT {EventRows.LastPosition} FROM host", parameters: null, row => row.Number(0), cancel)).Single();

    /// <summary>Of all runs, in the order of commits.</summary>
    public async ValueTask<IReadOnlyList<PositionedEvent>> ReadAllAsync(long afterPosition, int limit, CancellationToken cancel)
    {
        const string Sql =
            $"""
            SELECT {EventRows.Columns}, r.run_id AS RunId, w.name AS Workflow, w.version AS Version
            FROM events e LEFT JOIN runs r ON r.id = e.run LEFT JOIN workflows w ON w.id = r.workflow
            WHERE e.position > @afterPosition ORDER BY e.position LIMIT @limit
            """;
        var parameters = Parameter("afterPosition", afterPosition);
        parameters.Add("limit", limit);
        return await QueryAsync(Sql, parameters, Rows.Positioned, cancel);
    }

    public async ValueTask<IReadOnlyList<SubscriptionRecord>> ListSubscriptionsAsync(CancellationToken cancel)
    {
        const string Sql = "SELECT name AS Name, position AS Position, updated_at AS UpdatedAt FROM subscriptions ORDER BY name";
        return await QueryAsync(Sql, parameters: null, Rows.Subscription, cancel);
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

    private ValueTask<IReadOnlyList<T>> QueryAsync<T>(string sql, DynamicParameters? parameters, Func<IDataRecord, T> read, CancellationToken cancel) => pool.ReadAsync<IReadOnlyList<T>>(
        connection =>
        {
            using var rows = connection.Driver.ExecuteReader(sql, parameters);
            var all = new List<T>();
            while (rows.Read())
                all.Add(read(rows));
            return all;
        },
        cancel);

    private static DynamicParameters Parameter(string name, object value)
    {
        var parameters = new DynamicParameters();
        parameters.Add(name, value);
        return parameters;
    }
}
