using System.Text.Json;
using Microsoft.Data.Sqlite;

namespace DurableSdk.EndToEndTests.Harness;

/// <summary>The event log as it stands on disk, read without the SDK from a copy of the file: reading the file itself would already repair it.</summary>
internal sealed class DatabaseLog
{
    private DatabaseLog(IReadOnlyList<RunRow> runs, IReadOnlyList<EventRow> events, IReadOnlyList<InboxRow> inbox)
    {
        Runs = runs;
        Events = events;
        Inbox = inbox;
    }

    public IReadOnlyList<RunRow> Runs { get; }

    /// <summary>In the order of their positions.</summary>
    public IReadOnlyList<EventRow> Events { get; }

    /// <summary>The rows that transactional steps have written, as they are beside this log.</summary>
    public IReadOnlyList<(string RunId, string StepId)> Effects { get; private init; } = [];

    /// <summary>The positions that a projection has written, in the order of its rows, as they are beside this log.</summary>
    public IReadOnlyList<long> Projected { get; private init; } = [];

    /// <summary>How far each subscription has come.</summary>
    public IReadOnlyDictionary<string, long> Subscriptions { get; private init; } = new Dictionary<string, long>();

    /// <summary>What waits to be used.</summary>
    public IReadOnlyList<InboxRow> Inbox { get; }

    public int Unfinished => Runs.Count(run => run.Status is not (RunStatus.Completed or RunStatus.ContinuedAsNew));

    public static DatabaseLog Read(string database)
    {
        using var copy = new TestDirectory();
        foreach (var suffix in new[] { "", "-wal" })
        {
            if (File.Exists(database + suffix))
                File.Copy(database + suffix, copy["copy.db"] + suffix);
        }

        SQLitePCL.Batteries_V2.Init();
        using var connection = new SqliteConnection($"Data Source={copy["copy.db"]};Pooling=False");
        connection.Open();
        // Killed while it made the schema, the program leaves no tables, or some without the columns of chains; no run is there yet.
        if (!Has(connection, "runs_chain"))
            return new DatabaseLog([], [], []);
        return new DatabaseLog(
            Query(
                connection,
                "SELECT run_id, status, coalesce(first_run_id, run_id) FROM runs ORDER BY id",
                row => new RunRow(row.GetString(0), (RunStatus)row.GetInt32(1), row.GetString(2))),
            Query(
                connection,
                "SELECT position, run_id, seq, kind, body FROM events JOIN runs ON runs.id = events.run ORDER BY position",
                row => new EventRow(row.GetInt64(0), row.GetString(1), row.GetInt64(2), (LogKind)row.GetInt32(3), row.GetFieldValue<byte[]>(4))),
            Query(
                connection,
                "SELECT coalesce(first_run_id, run_id), message_id FROM inbox JOIN runs ON runs.id = inbox.run ORDER BY position",
                row => new InboxRow(row.GetString(0), row.IsDBNull(1) ? null : row.GetString(1))))
        {
            Effects = Has(connection, "effects") ? Query(connection, "SELECT run_id, step_id FROM effects", row => (row.GetString(0), row.GetString(1))) : [],
            Projected = Has(connection, "projected") ? Query(connection, "SELECT position FROM projected ORDER BY rowid", row => row.GetInt64(0)) : [],
            Subscriptions = Has(connection, "subscriptions")
                ? Query(connection, "SELECT name, position FROM subscriptions", row => (Name: row.GetString(0), Position: row.GetInt64(1))).ToDictionary(one => one.Name, one => one.Position)
                : new Dictionary<string, long>(),
        };
    }

    private static bool Has(SqliteConnection connection, string table) =>
        Query(connection, $"SELECT 1 FROM sqlite_master WHERE name = '{table}'", row => row.GetInt32(0)).Count > 0;

    private static List<T> Query<T>(SqliteConnection connection, string sql, Func<SqliteDataReader, T> read)
    {
        using var command = connection.CreateCommand();
#pragma warning disable CA2100 // The texts are those above.
        command.CommandText = sql;
#pragma warning restore CA2100
        using var reader = command.ExecuteReader();
        var rows = new List<T>();
        while (reader.Read())
            rows.Add(read(reader));
        return rows;
    }
}

/// <param name="FirstRunId">The first run of its chain; most are alone.</param>
internal sealed record RunRow(string RunId, RunStatus Status, string FirstRunId);

/// <param name="FirstRunId">The first run of the chain that is to get it.</param>
internal sealed record InboxRow(string FirstRunId, string? MessageId)
{
    /// <summary>The sender's id; a delivery's stands behind the hook that it is for.</summary>
    public string? LetterId => MessageId?.Split('\u001f')[^1];
}

internal sealed record EventRow(long Position, string RunId, long Sequence, LogKind Kind, byte[] Body)
{
    private JsonElement Json { get; } = JsonSerializer.Deserialize<JsonElement>(Body);

    public bool IsStepOutcome => Kind is LogKind.StepCompleted or LogKind.StepFailed or LogKind.CompensationCompleted or LogKind.CompensationFailed;

    public bool IsAttemptOutcome => IsStepOutcome || Kind == LogKind.StepAttemptFailed;

    /// <summary>Whether it says that a step has, or may have, an effect that has a compensation.</summary>
    public bool IsToBeUndone => Json.TryGetProperty("compensable", out _) && (Kind == LogKind.StepCompleted || (Kind == LogKind.StepFailed && Json.TryGetProperty("unknown", out _)));

    public StepKey Step => new(RunId, Json.GetProperty("id").GetString()!, Json.GetProperty("attempt").GetInt32());

    /// <summary>An operation's or an update's id.</summary>
    public string? Id => Json.TryGetProperty("id", out var id) ? id.GetString() : null;

    /// <summary>The child's run.</summary>
    public string ChildId => Json.GetProperty("run").GetString()!;

    /// <summary>The sender's id of a signal.</summary>
    public string? MessageId => Json.TryGetProperty("message", out var message) ? message.GetString() : null;

    public T Result<T>() => Json.GetProperty("result").Deserialize<T>()!;
}

/// <summary>The numbers are stored and never change; written down here once more so that the test would notice.</summary>
internal enum LogKind
{
    WorkflowStarted = 1,
    StepStarted = 10,
    StepCompleted = 11,
    StepAttemptFailed = 12,
    StepFailed = 13,
    TimerStarted = 20,
    TimerFired = 21,
    TimerCanceled = 22,
    SignalReceived = 30,
    HookResumed = 41,
    UpdateAccepted = 50,
    UpdateCompleted = 51,
    UpdateRejected = 52,
    ChildStarted = 60,
    ChildCompleted = 61,
    CompensationStarted = 75,
    CompensationCompleted = 76,
    CompensationFailed = 77,
    Blocked = 83,
    WorkflowCompleted = 90,
    WorkflowFailed = 91,
    ContinuedAsNew = 94,
}

/// <summary>An attempt of a step in a run.</summary>
internal readonly record struct StepKey(string RunId, string StepId, int Attempt);
