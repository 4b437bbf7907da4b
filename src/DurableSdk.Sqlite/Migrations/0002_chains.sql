-- A run that continued as a new one and the one that goes on know each other, and both the first of their chain.
-- first_run_id is NULL where a run belongs to no chain. Text, because a purge may take the runs that are meant.
ALTER TABLE runs ADD COLUMN first_run_id TEXT;
ALTER TABLE runs ADD COLUMN previous_run_id TEXT;
ALTER TABLE runs ADD COLUMN next_run_id TEXT;
CREATE INDEX runs_chain ON runs (first_run_id) WHERE first_run_id IS NOT NULL;

-- Every run of a chain has the chain's key; the last stands for it.
DROP INDEX runs_key;
CREATE UNIQUE INDEX runs_key ON runs (family, idempotency_key) WHERE idempotency_key IS NOT NULL AND next_run_id IS NULL;
