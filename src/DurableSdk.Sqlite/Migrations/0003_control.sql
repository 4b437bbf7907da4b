-- hand = 3: terminated while claimed; its owner hasn't heard of it yet.
CREATE INDEX runs_terminated ON runs (hand) WHERE hand = 3;

-- Paused and Terminated too are among the few that a person looks for.
DROP INDEX runs_unusual;
CREATE INDEX runs_unusual ON runs (status) WHERE status = 4 OR status = 5 OR status = 11 OR status = 12 OR status = 13;
