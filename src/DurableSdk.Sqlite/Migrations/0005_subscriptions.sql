-- Position: the last event that the subscriber is done with.
CREATE TABLE subscriptions (
    name       TEXT PRIMARY KEY,
    position   INTEGER NOT NULL,
    updated_at INTEGER NOT NULL
) WITHOUT ROWID;
