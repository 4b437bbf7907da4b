-- Where the world outside answers a run. The token itself stands in the run's log only, so that who reads this table can't deliver.
-- run: the run that made the hook; of a chain the last gets what is delivered. A hook of a finished run is closed without a mark here.
-- is_inherited: the run that made it was purged while its chain goes on, and run is one of those that go on.
CREATE TABLE hooks (
    token_hash     TEXT PRIMARY KEY,
    run            INTEGER NOT NULL,
    hook_id        TEXT NOT NULL,
    payload_type   TEXT NOT NULL,
    expires_at     INTEGER,
    deliveries_max INTEGER,
    deliveries     INTEGER NOT NULL DEFAULT 0,
    is_closed      INTEGER NOT NULL DEFAULT 0,
    is_inherited   INTEGER NOT NULL DEFAULT 0
) WITHOUT ROWID;
CREATE INDEX hooks_run ON hooks (run);
