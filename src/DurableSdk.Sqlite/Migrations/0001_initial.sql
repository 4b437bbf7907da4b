-- One row: who executes, and the highest positions ever given.
CREATE TABLE host (
    id                  INTEGER PRIMARY KEY CHECK (id = 1),
    epoch               INTEGER NOT NULL,
    lock_generation     INTEGER NOT NULL,
    last_event_position INTEGER NOT NULL,
    last_inbox_position INTEGER NOT NULL,
    owner_host          TEXT,
    owner_process_id    INTEGER,
    owner_build         TEXT,
    owner_since         INTEGER
);
INSERT INTO host (id, epoch, lock_generation, last_event_position, last_inbox_position) VALUES (1, 0, 1, 0, 0);

-- family: the id of the first version of the same name; an idempotency key is unique within it.
CREATE TABLE workflows (
    id      INTEGER PRIMARY KEY,
    family  INTEGER NOT NULL,
    name    TEXT NOT NULL,
    version INTEGER NOT NULL,
    UNIQUE (name, version)
);

-- Times are microseconds since 1970 (UTC).
-- wake_at: when the run wants attention; 0 at once, NULL never by itself.
-- hand:    0 free, 1 claimed and at rest, 2 claimed and in hand (a crash now counts as a crashed recovery).
CREATE TABLE runs (
    id                 INTEGER PRIMARY KEY,
    run_id             TEXT NOT NULL UNIQUE,
    workflow           INTEGER NOT NULL,
    family             INTEGER NOT NULL,
    status             INTEGER NOT NULL,
    idempotency_key    TEXT,
    input_hash         BLOB NOT NULL,
    created_at         INTEGER NOT NULL,
    updated_at         INTEGER NOT NULL,
    wake_at            INTEGER,
    hand               INTEGER NOT NULL DEFAULT 0,
    blocked_build      TEXT,
    crashed_recoveries INTEGER NOT NULL DEFAULT 0
);
CREATE UNIQUE INDEX runs_key ON runs (family, idempotency_key) WHERE idempotency_key IS NOT NULL;
CREATE INDEX runs_due ON runs (workflow, wake_at) WHERE wake_at IS NOT NULL AND hand = 0;
CREATE INDEX runs_claimed ON runs (hand) WHERE hand = 1 OR hand = 2;
-- Blocked, Failed, Canceled: the few that a person looks for among many. (Written with OR, so that SQLite sees that status = 4 is covered.)
CREATE INDEX runs_unusual ON runs (status) WHERE status = 4 OR status = 11 OR status = 12;

CREATE TABLE events (
    position INTEGER PRIMARY KEY,
    run      INTEGER NOT NULL,
    seq      INTEGER NOT NULL,
    kind     INTEGER NOT NULL,
    format   INTEGER NOT NULL,
    at       INTEGER NOT NULL,
    body     BLOB NOT NULL,
    checksum INTEGER NOT NULL,
    UNIQUE (run, seq)
);

CREATE TABLE inbox (
    position   INTEGER PRIMARY KEY,
    run        INTEGER NOT NULL,
    kind       INTEGER NOT NULL,
    message_id TEXT,
    body       BLOB NOT NULL,
    at         INTEGER NOT NULL
);
CREATE INDEX inbox_run ON inbox (run, position);

-- Ids of messages that a run's inbox has ever held.
CREATE TABLE inbox_seen (
    run        INTEGER NOT NULL,
    message_id TEXT NOT NULL,
    PRIMARY KEY (run, message_id)
) WITHOUT ROWID;
