-- hand = 3: terminated while claimed; its owner hasn't heard of it yet.
-- terminations: how many there were; by it an owner notices those that another process made.
ALTER TABLE host ADD COLUMN terminations INTEGER NOT NULL DEFAULT 0;
CREATE INDEX runs_terminated ON runs (hand) WHERE hand = 3;

-- Text, because a purge may take the run that is meant.
ALTER TABLE runs ADD COLUMN forked_from_run_id TEXT;
-- When the log was purged; the row stays for its idempotency key.
ALTER TABLE runs ADD COLUMN purged_at INTEGER;
