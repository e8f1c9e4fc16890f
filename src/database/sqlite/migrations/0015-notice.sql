-- What everybody hears first for a while (公告); times in milliseconds since 1970. No row: nothing.
CREATE TABLE notice (
  place           TEXT PRIMARY KEY,
  words           TEXT NOT NULL,
  since           INTEGER NOT NULL,
  until           INTEGER
) WITHOUT ROWID, STRICT;
