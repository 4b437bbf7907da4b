-- By which a lost row is noticed: the log has at least so many events, and exactly so many where nobody has the run in hand.
ALTER TABLE runs ADD COLUMN last_sequence INTEGER NOT NULL DEFAULT 0;
UPDATE runs SET last_sequence = coalesce((SELECT max(seq) FROM events WHERE run = runs.id), 0);
-- The low 32 bits are CRC-32C over the message and its position, the high ones its run. NULL where an older schema wrote it.
ALTER TABLE inbox ADD COLUMN checksum INTEGER;
