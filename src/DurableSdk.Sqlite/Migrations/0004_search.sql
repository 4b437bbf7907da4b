-- What a run says of itself, for those who look. The log holds all of it.
-- parent_run_id: the run that started it as its child. Text, because a purge may take the parent.
ALTER TABLE runs ADD COLUMN status_text TEXT;
ALTER TABLE runs ADD COLUMN parent_run_id TEXT;

-- type: the numbers of AttributeType; value: its text.
CREATE TABLE run_attributes (
    run   INTEGER NOT NULL,
    key   TEXT NOT NULL,
    type  INTEGER NOT NULL,
    value TEXT NOT NULL,
    PRIMARY KEY (run, key)
) WITHOUT ROWID;
-- Ends with the run, so that a page of runs with a value is read in the order of the listing.
CREATE INDEX run_attributes_value ON run_attributes (key, type, value, run);
CREATE TRIGGER runs_deleted AFTER DELETE ON runs BEGIN
    DELETE FROM run_attributes WHERE run = OLD.id;
END;

-- An index per filter of a listing; each ends with the run's number, by which the listing is ordered.
CREATE INDEX runs_family ON runs (family);
CREATE INDEX runs_created ON runs (created_at);
CREATE INDEX runs_updated ON runs (updated_at);
CREATE INDEX runs_parent ON runs (parent_run_id) WHERE parent_run_id IS NOT NULL;
DROP INDEX runs_unusual;
CREATE INDEX runs_status ON runs (status);
