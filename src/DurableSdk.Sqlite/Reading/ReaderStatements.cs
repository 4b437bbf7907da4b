using DurableSdk.Sqlite.Database;

namespace DurableSdk.Sqlite.Reading;

/// <summary>
/// What is read whenever a host starts, or a run is started, rebuilt or waited for: prepared at its first use and kept. To compile such a query takes longer than to answer it, and a process that
/// has just begun would wait for Dapper to come to life.
/// </summary>
internal sealed class ReaderStatements(ReaderConnection connection)
{
    /// <summary>What every read is in; it begins with the first that it reads.</summary>
    public Statement Begin => field ??= connection.Prepare("BEGIN");

    /// <summary>The first read of each transaction.</summary>
    public Statement SchemaVersion => field ??= connection.Prepare(SchemaGuard.Version, isFirst: true);

    public Statement Commit => field ??= connection.Prepare("COMMIT");

    public Statement FindRun => field ??= connection.Prepare($"{RunRecords.Select} WHERE r.run_id = ?1");

    /// <summary>The first run of a chain stands for it also where it was purged.</summary>
    public Statement FindLastOfChain => field ??= connection.Prepare(
        $"""
        {RunRecords.Select}
        WHERE r.id = coalesce(
            (SELECT coalesce((SELECT max(id) FROM runs WHERE first_run_id = x.first_run_id), x.id) FROM runs x WHERE x.run_id = ?1),
            (SELECT max(id) FROM runs WHERE first_run_id = ?1))
        """);

    public Statement LastSequence => field ??= connection.Prepare("SELECT last_sequence FROM runs WHERE run_id = ?1");

    public Statement ReadEvents => field ??= connection.Prepare(
        $"{EventRows.Select} WHERE e.run = (SELECT id FROM runs WHERE run_id = ?1) AND e.seq > ?2 ORDER BY e.seq LIMIT ?3");

    public Statement ReadLastEvent => field ??= connection.Prepare(
        $"{EventRows.Select} WHERE e.run = (SELECT id FROM runs WHERE run_id = ?1) ORDER BY e.seq DESC LIMIT 1");

    public Statement IsUnfinished => field ??= connection.Prepare("SELECT 1 FROM runs WHERE run_id = ?1 AND status < 10");

    public Statement ReadHost => field ??= connection.Prepare("SELECT lock_generation, owner_host, owner_process_id, owner_build, owner_since FROM host");

    public Statement ReadWorkflows => field ??= connection.Prepare("SELECT id, name, version FROM workflows");
}
