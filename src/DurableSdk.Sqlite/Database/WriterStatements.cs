using DurableSdk.Sqlite.Reading;

namespace DurableSdk.Sqlite.Database;

/// <summary>Every statement of the writer's operations, prepared at its first use and kept.</summary>
internal sealed class WriterStatements(WriterConnection connection)
{
    // The host row, read and written at most once in a transaction.
    public Statement ReadHost => field ??= connection.Prepare($"SELECT epoch, lock_generation, {EventRows.LastPosition}, last_inbox_position, terminations FROM host");

    public Statement WritePositions => field ??= connection.Prepare("UPDATE host SET last_event_position = ?1, last_inbox_position = ?2");

    public Statement WriteOwner => field ??= connection.Prepare(
        "UPDATE host SET epoch = ?1, lock_generation = ?2, owner_host = ?3, owner_process_id = ?4, owner_build = ?5, owner_since = ?6");

    public Statement ClearOwner => field ??= connection.Prepare(
        "UPDATE host SET owner_host = NULL, owner_process_id = NULL, owner_build = NULL, owner_since = NULL");

    /// <summary>Reads no table: whatever a newer program has made of them, it works.</summary>
    public Statement SchemaVersion => field ??= connection.Prepare(SchemaGuard.Version);

    public Statement DataVersion => field ??= connection.Prepare("PRAGMA data_version");

    // Creating a run.
    public Statement FindWorkflow => field ??= connection.Prepare("SELECT id, family FROM workflows WHERE name = ?1 AND version = ?2");

    public Statement FindFamily => field ??= connection.Prepare("SELECT min(family) FROM workflows WHERE name = ?1");

    public Statement InsertWorkflow => field ??= connection.Prepare(
        "INSERT INTO workflows (family, name, version) VALUES (coalesce(?1, (SELECT coalesce(max(id), 0) + 1 FROM workflows)), ?2, ?3)");

    public Statement FindRunByKey => field ??= connection.Prepare(
        $"{RunRecords.Select} WHERE r.family = ?1 AND r.idempotency_key = ?2 AND r.next_run_id IS NULL");

    public Statement FindRun => field ??= connection.Prepare(
        $"{RunRecords.Select} WHERE r.run_id = ?1");

    /// <summary>The last of a chain whose first run was purged.</summary>
    public Statement FindRunByFirst => field ??= connection.Prepare(
        $"{RunRecords.Select} WHERE r.id = (SELECT max(id) FROM runs WHERE first_run_id = ?1)");

    public Statement InsertRun => field ??= connection.Prepare(
        """
        INSERT INTO runs (run_id, workflow, family, status, idempotency_key, input_hash, created_at, updated_at, wake_at, parent_run_id, forked_from_run_id, last_sequence, hand)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?7, ?8, ?9, ?10, ?11, ?12)
        """);

    // Appending.
    public Statement InsertEvent => field ??= connection.Prepare(
        "INSERT INTO events (position, run, seq, kind, format, at, body, checksum) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)");

    public Statement InsertBody => field ??= connection.Prepare("INSERT INTO bodies (position, body) VALUES (?1, ?2)");

    public Statement LastSequence => field ??= connection.Prepare("SELECT max(last_sequence, coalesce((SELECT max(seq) FROM events WHERE run = ?1), 0)) FROM runs WHERE id = ?1");

    public Statement ReadRunState => field ??= connection.Prepare(
        "SELECT status, wake_at, hand, crashed_recoveries, max(last_sequence, coalesce((SELECT max(seq) FROM events WHERE run = ?1), 0)) FROM runs WHERE id = ?1");

    public Statement UpdateRun => field ??= connection.Prepare(
        """
        UPDATE runs SET status = ?2, updated_at = CASE WHEN status = ?2 THEN updated_at ELSE ?3 END, hand = ?5, blocked_build = ?6,
               crashed_recoveries = CASE WHEN ?8 THEN 0 ELSE crashed_recoveries END, last_sequence = ?9,
               wake_at = CASE WHEN ?7 AND EXISTS (SELECT 1 FROM inbox WHERE run = ?1) THEN 0 ELSE ?4 END
        WHERE id = ?1
        """);

    // What a run says of itself.
    public Statement SetStatusText => field ??= connection.Prepare("UPDATE runs SET status_text = ?2 WHERE id = ?1");

    public Statement SetAttribute => field ??= connection.Prepare(
        "INSERT INTO run_attributes (run, key, type, value) VALUES (?1, ?2, ?3, ?4) ON CONFLICT (run, key) DO UPDATE SET type = excluded.type, value = excluded.value");

    public Statement RemoveAttribute => field ??= connection.Prepare("DELETE FROM run_attributes WHERE run = ?1 AND key = ?2");

    // Continuing as a new run: first the end of the old one, which lets go of the key.
    public Statement LinkNext => field ??= connection.Prepare(
        "UPDATE runs SET next_run_id = ?2, first_run_id = coalesce(first_run_id, run_id) WHERE id = ?1");

    public Statement InsertNextRun => field ??= connection.Prepare(
        """
        INSERT INTO runs (run_id, workflow, family, status, idempotency_key, input_hash, created_at, updated_at, wake_at, first_run_id, previous_run_id, parent_run_id, last_sequence, seen_run)
        SELECT ?2, ?3, family, ?4, idempotency_key, input_hash, ?5, ?5, 0, first_run_id, run_id, parent_run_id, ?6, coalesce(seen_run, id) FROM runs WHERE id = ?1
        """);

    public Statement MoveMessages => field ??= connection.Prepare("UPDATE inbox SET run = ?2, checksum = (checksum & 0xFFFFFFFF) | (?2 << 32) WHERE run = ?1");

    // The inbox. first_run_id with id as the last column of its index makes the last of a chain one look.
    public Statement FindTarget => field ??= connection.Prepare("SELECT id, status, next_run_id IS NOT NULL FROM runs WHERE run_id = ?1");

    public Statement FindLastTarget => field ??= connection.Prepare(
        """
        SELECT id, status, next_run_id IS NOT NULL FROM runs
        WHERE id = (SELECT max(id) FROM runs WHERE first_run_id = (SELECT first_run_id FROM runs WHERE id = ?1))
        """);

    /// <summary>Of a chain whose first run was purged.</summary>
    public Statement FindLastByFirst => field ??= connection.Prepare(
        "SELECT id, status, next_run_id IS NOT NULL FROM runs WHERE id = (SELECT max(id) FROM runs WHERE first_run_id = ?1)");

    public Statement IsMessageSeen => field ??= connection.Prepare(
        "SELECT 1 FROM inbox_seen WHERE run = (SELECT coalesce(seen_run, id) FROM runs WHERE id = ?1) AND message_id = ?2");

    public Statement InsertSeen => field ??= connection.Prepare("INSERT INTO inbox_seen (run, message_id) SELECT coalesce(seen_run, id), ?2 FROM runs WHERE id = ?1");

    public Statement InsertMessage => field ??= connection.Prepare(
        "INSERT INTO inbox (position, run, kind, message_id, body, at, checksum) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)");

    public Statement WakeRun => field ??= connection.Prepare("UPDATE runs SET wake_at = 0 WHERE id = ?1 AND wake_at IS NOT 0");

    public Statement HasMessage => field ??= connection.Prepare("SELECT 1 FROM inbox WHERE position = ?1 AND run = ?2");

    public Statement DeleteMessage => field ??= connection.Prepare("DELETE FROM inbox WHERE position = ?1");

    public Statement ReadMessagePositions => field ??= connection.Prepare("SELECT position FROM inbox WHERE run = ?1");

    public Statement ReadNewMessages => field ??= connection.Prepare("SELECT position, run FROM inbox WHERE position > ?1 ORDER BY position");

    // Hooks. One of a finished run, or one that is over, gives its token to the next.
    public Statement FindHook => field ??= connection.Prepare("SELECT run, expires_at, deliveries_max, deliveries, is_closed, is_inherited FROM hooks WHERE token_hash = ?1");

    public Statement FindTargetByKey => field ??= connection.Prepare("SELECT id, status, next_run_id IS NOT NULL FROM runs WHERE id = ?1");

    public Statement RunIdOf => field ??= connection.Prepare("SELECT run_id FROM runs WHERE id = ?1");

    public Statement InsertHook => field ??= connection.Prepare(
        "INSERT OR REPLACE INTO hooks (token_hash, run, hook_id, payload_type, expires_at, deliveries_max) VALUES (?1, ?2, ?3, ?4, ?5, ?6)");

    public Statement CountDelivery => field ??= connection.Prepare("UPDATE hooks SET deliveries = deliveries + 1 WHERE token_hash = ?1");

    public Statement CloseHook => field ??= connection.Prepare(
        "UPDATE hooks SET is_closed = 1 WHERE run = ?1 AND hook_id = ?2 AND is_inherited = 0 AND EXISTS (SELECT 1 FROM runs WHERE id = ?1 AND status < 10)");

    /// <summary>Before a run is purged that goes on as another.</summary>
    public Statement LeaveHooks => field ??= connection.Prepare(
        """
        UPDATE hooks SET is_inherited = 1, run = (SELECT max(id) FROM runs WHERE first_run_id = (SELECT first_run_id FROM runs WHERE id = ?1))
        WHERE run = ?1 AND is_closed = 0
        """);

    public Statement DeleteHooks => field ??= connection.Prepare("DELETE FROM hooks WHERE run = ?1");

    // Terminating: a claimed run keeps a mark for its owner.
    public Statement TerminateRun => field ??= connection.Prepare(
        """
        UPDATE runs SET status = ?2, updated_at = ?3, wake_at = NULL, blocked_build = NULL, crashed_recoveries = 0, last_sequence = ?4, hand = CASE WHEN hand > 0 THEN 3 ELSE 0 END
        WHERE id = ?1
        """);

    public Statement CountTermination => field ??= connection.Prepare("UPDATE host SET terminations = ?1");

    public Statement ReadTerminated => field ??= connection.Prepare("SELECT id FROM runs WHERE hand = 3");

    public Statement ForgetTerminated => field ??= connection.Prepare("UPDATE runs SET hand = 0 WHERE hand = 3");

    // Purging, in the order of creation; the bound keeps a slice short where few have finished.
    public Statement ReadFinished => field ??= connection.Prepare(
        """
        SELECT id, idempotency_key IS NOT NULL AND next_run_id IS NULL, next_run_id IS NOT NULL, previous_run_id FROM runs
        WHERE id > ?1 AND id <= ?2 AND status >= 10 AND updated_at < ?3 AND hand = 0 AND (purged_at IS NULL OR ?5) ORDER BY id LIMIT ?4
        """);

    public Statement LastRun => field ??= connection.Prepare("SELECT max(id) FROM runs");

    public Statement DeleteBodies => field ??= connection.Prepare(
        "DELETE FROM bodies WHERE position IN (SELECT position FROM events WHERE run = ?1 AND typeof(body) = 'integer')");

    public Statement DeleteEvents => field ??= connection.Prepare("DELETE FROM events WHERE run = ?1");

    public Statement DeleteInbox => field ??= connection.Prepare("DELETE FROM inbox WHERE run = ?1");

    public Statement DeleteSeen => field ??= connection.Prepare("DELETE FROM inbox_seen WHERE run = (SELECT coalesce(seen_run, id) FROM runs WHERE id = ?1)");

    public Statement DeleteRun => field ??= connection.Prepare("DELETE FROM runs WHERE id = ?1");

    public Statement DeleteAttributes => field ??= connection.Prepare("DELETE FROM run_attributes WHERE run = ?1");

    public Statement MarkPurged => field ??= connection.Prepare("UPDATE runs SET purged_at = ?2, status_text = NULL, last_sequence = 0 WHERE id = ?1");

    // Subscriptions.
    public Statement AddSubscription => field ??= connection.Prepare(
        "INSERT INTO subscriptions (name, position, updated_at) VALUES (?1, ?2, ?3) ON CONFLICT (name) DO NOTHING");

    public Statement ReadSubscription => field ??= connection.Prepare("SELECT position, updated_at FROM subscriptions WHERE name = ?1");

    public Statement MoveSubscription => field ??= connection.Prepare(
        "UPDATE subscriptions SET position = ?2, updated_at = ?3 WHERE name = ?1 AND (?4 IS NULL OR position >= ?4 AND position < ?2)");

    public Statement DeleteSubscription => field ??= connection.Prepare("DELETE FROM subscriptions WHERE name = ?1");

    public Statement SubscribedUpTo => field ??= connection.Prepare("SELECT min(position) FROM subscriptions");

    public Statement LastPosition => field ??= connection.Prepare("SELECT position FROM events WHERE run = ?1 ORDER BY seq DESC LIMIT 1");

    // Claiming; the condition hand = 0 makes the partial index usable.
    public Statement ReadWoken => field ??= connection.Prepare(
        """
        SELECT id, run_id, status, updated_at, crashed_recoveries, wake_at, blocked_build FROM runs
        WHERE workflow = ?1 AND wake_at = 0 AND hand = 0 ORDER BY id LIMIT ?2
        """);

    public Statement ReadDue => field ??= connection.Prepare(
        """
        SELECT id, run_id, status, wake_at, crashed_recoveries, wake_at, blocked_build FROM runs
        WHERE workflow = ?1 AND wake_at > 0 AND wake_at <= ?2 AND hand = 0 ORDER BY wake_at LIMIT ?3
        """);

    public Statement NextWakeAt => field ??= connection.Prepare("SELECT min(wake_at) FROM runs WHERE workflow = ?1 AND wake_at > ?2 AND hand = 0");

    public Statement TakeInHand => field ??= connection.Prepare("UPDATE runs SET hand = 2 WHERE id = ?1");

    public Statement RestRun => field ??= connection.Prepare(
        """
        UPDATE runs SET hand = 1, status = ?2, last_sequence = max(last_sequence, ?5), wake_at = CASE WHEN EXISTS (SELECT 1 FROM inbox WHERE run = ?1) THEN 0 ELSE ?3 END
        WHERE id = ?1 AND (status = ?4 OR status = ?6)
        """);

    public Statement ReleaseRun => field ??= connection.Prepare(
        """
        UPDATE runs SET hand = 0, status = ?2, last_sequence = max(last_sequence, ?5), wake_at = CASE WHEN EXISTS (SELECT 1 FROM inbox WHERE run = ?1 AND position > ?4) THEN 0 ELSE ?3 END
        WHERE id = ?1 AND (hand = 1 OR hand = 2)
        """);

    // Ownership.
    public Statement RequeueInHand => field ??= connection.Prepare(
        "UPDATE runs SET hand = 0, wake_at = 0, crashed_recoveries = crashed_recoveries + ?1 WHERE hand = 2");

    public Statement CountInHand => field ??= connection.Prepare(
        "UPDATE runs SET last_sequence = max(last_sequence, coalesce((SELECT max(seq) FROM events WHERE run = runs.id), 0)) WHERE hand = 2");

    public Statement FreeAtRest => field ??= connection.Prepare("UPDATE runs SET hand = 0 WHERE hand = 1");

    public Statement WakeBlockedByOtherBuild => field ??= connection.Prepare(
        "UPDATE runs SET wake_at = 0 WHERE status = 4 AND blocked_build IS NOT ?1");
}
