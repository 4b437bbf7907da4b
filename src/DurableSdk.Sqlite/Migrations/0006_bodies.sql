-- Large bodies of events, so that rows of events stay small. In their place events.body has the number of their bytes, as an INTEGER.
CREATE TABLE bodies (
    position INTEGER PRIMARY KEY,
    body     BLOB NOT NULL
);
