-- Under which run's number inbox_seen has the ids that a run has seen; NULL for its own. A chain has all of them under one, so that none is moved where it goes on.
ALTER TABLE runs ADD COLUMN seen_run INTEGER;
