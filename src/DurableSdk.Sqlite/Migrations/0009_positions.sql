-- From here on the host row holds the highest position of an event only where the row that had it is deleted; else that row says it. A program of an older schema would give positions again.
UPDATE host SET last_event_position = max(last_event_position, coalesce((SELECT max(position) FROM events), 0));
CREATE TRIGGER events_positions BEFORE DELETE ON events WHEN old.position > (SELECT last_event_position FROM host)
BEGIN
    UPDATE host SET last_event_position = (SELECT max(position) FROM events);
END;
