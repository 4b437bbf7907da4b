using System.Data;
using System.Globalization;
using Dapper;
using DurableSdk.Sqlite.Database;

namespace DurableSdk.Sqlite.Reading;

/// <summary>
/// The query of a listing: first the page's ids, then their rows. Each filter is written so that an index serves it. Where one value is asked for, its
/// index gives the ids in the order of the listing, and a page costs its rows, however many runs there are; those of a range are sorted.
/// </summary>
internal sealed class RunListing
{
    private const string Columns =
        """
        SELECT r.run_id AS RunId, w.name AS Workflow, w.version AS Version, r.status AS Status, r.idempotency_key AS IdempotencyKey,
               coalesce(r.first_run_id, r.run_id) AS FirstRunId, r.previous_run_id AS PreviousRunId, r.next_run_id AS NextRunId,
               r.forked_from_run_id AS ForkedFromRunId, r.purged_at AS PurgedAt,
               r.parent_run_id AS ParentRunId, r.status_text AS StatusText,
               (SELECT json_group_array(json_array(key, type, value)) FROM run_attributes WHERE run = r.id) AS Attributes,
               r.created_at AS CreatedAt, r.updated_at AS UpdatedAt, r.wake_at AS WakeAt
        """;

    /// <summary>All runs, without an order.</summary>
    public const string Select = $"{Columns} FROM runs r JOIN workflows w ON w.id = r.workflow";

    private readonly List<string> _conditions = [];
    private readonly RunQuery _query;

    public RunListing(RunQuery query)
    {
        _query = query;
        AddWhat();
        AddTimes();
        AddAttributes();
        if (query.After is not null)
            Add($"{Order} < (SELECT id FROM runs WHERE run_id = @After)", "After", query.After);
        Parameters.Add("Limit", query.Limit);
        var where = _conditions.Count == 0 ? "" : $"WHERE {string.Join(" AND ", _conditions)}";
        Sql = $"{Select} WHERE r.id IN (SELECT r.id {From} {where} ORDER BY {Order} DESC LIMIT @Limit) ORDER BY r.id DESC";
    }

    public string Sql { get; }

    /// <summary>A row of it.</summary>
    public static RunRecord Read(IDataRecord row) => new()
    {
        RunId = row.GetString(0),
        Workflow = row.GetString(1),
        Version = (int)row.Number(2),
        Status = (RunStatus)row.Number(3),
        IdempotencyKey = row.NullableText(4),
        FirstRunId = row.GetString(5),
        PreviousRunId = row.NullableText(6),
        NextRunId = row.NullableText(7),
        ForkedFromRunId = row.NullableText(8),
        PurgedAt = Micros.ToWakeAt(row.NullableNumber(9)),
        ParentRunId = row.NullableText(10),
        StatusText = row.NullableText(11),
        Attributes = AttributeRows.Read(row.GetString(12)),
        CreatedAt = Micros.ToTime(row.Number(13)),
        UpdatedAt = Micros.ToTime(row.Number(14)),
        WakeAt = Micros.ToWakeAt(row.NullableNumber(15)),
    };

    public DynamicParameters Parameters { get; } = new();

    private bool HasAttributes => _query.Attributes is { Count: > 0 };

    // CROSS JOIN keeps the order of the tables: the attribute's index leads, and gives the runs in their order.
    private string From => HasAttributes
        ? "FROM run_attributes a CROSS JOIN runs r ON r.id = a.run"
        : "FROM runs r";

    // The plus takes the table's own order from the choice: to find a range in it, all of the table might be read.
    private string Order => HasAttributes ? "a.run" : HasRange && !HasValue ? "+r.id" : "r.id";

    private bool HasRange => _query is not { Statuses: null, RunIdPrefix: null, CreatedAfter: null, CreatedBefore: null, UpdatedAfter: null, UpdatedBefore: null };

    private bool HasValue => _query is not { Workflow: null, Status: null, IdempotencyKey: null, ParentRunId: null, FirstRunId: null };

    private void AddWhat()
    {
        // One family for all versions of a name: one value, so the order stays.
        if (_query.Workflow is not null)
            Add("r.family = (SELECT min(family) FROM workflows WHERE name = @Workflow)", "Workflow", _query.Workflow);
        if (_query.Status is { } status)
            Add("r.status = @Status", "Status", (long)status);
        if (_query.Statuses is { } statuses)
            _conditions.Add($"r.status IN ({string.Join(", ", statuses.Distinct().Select(one => ((int)one).ToString(CultureInfo.InvariantCulture)))})");
        if (_query.IdempotencyKey is not null)
            Add("r.idempotency_key = @Key AND r.next_run_id IS NULL AND r.family IN (SELECT family FROM workflows)", "Key", _query.IdempotencyKey);
        if (_query.ParentRunId is not null)
            Add("r.parent_run_id = @Parent", "Parent", _query.ParentRunId);
        // A run that never continued has no first run in its row.
        if (_query.FirstRunId is not null)
        {
            Add(
                "r.id IN (SELECT id FROM runs WHERE first_run_id = @First UNION ALL SELECT id FROM runs WHERE run_id = @First AND first_run_id IS NULL)",
                "First",
                _query.FirstRunId);
        }

        if (_query.RunIdPrefix is { } prefix)
        {
            Add("r.run_id >= @Prefix", "Prefix", prefix);
            Add("r.run_id < @PrefixEnd", "PrefixEnd", prefix + char.ConvertFromUtf32(0x10FFFF));
        }
    }

    private void AddTimes()
    {
        AddTime("r.created_at >= @CreatedAfter", "CreatedAfter", _query.CreatedAfter);
        AddTime("r.created_at < @CreatedBefore", "CreatedBefore", _query.CreatedBefore);
        AddTime("r.updated_at >= @UpdatedAfter", "UpdatedAfter", _query.UpdatedAfter);
        AddTime("r.updated_at < @UpdatedBefore", "UpdatedBefore", _query.UpdatedBefore);
    }

    private void AddTime(string condition, string name, DateTimeOffset? time)
    {
        if (time is { } at)
            Add(condition, name, Micros.From(at));
    }

    /// <summary>The first leads, by its index; the others are looked up for each run by the table's key.</summary>
    private void AddAttributes()
    {
        foreach (var (i, (key, value)) in (_query.Attributes ?? new Dictionary<string, AttributeValue>()).Index())
        {
            var match = $"key = @Key{i} AND type = {(int)value.Type} AND value = @Value{i}";
            _conditions.Add(i == 0 ? $"a.{match.Replace(" AND ", " AND a.", StringComparison.Ordinal)}" : $"EXISTS (SELECT 1 FROM run_attributes WHERE run = r.id AND {match})");
            Parameters.Add($"Key{i}", key);
            Parameters.Add($"Value{i}", value.Text);
        }
    }

    private void Add(string condition, string name, object value)
    {
        _conditions.Add(condition);
        Parameters.Add(name, value);
    }
}
