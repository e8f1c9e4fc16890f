-- What people said that was not understood, for staff to look at: the words, without who said them or what they name. How often
-- and when, not each time.
CREATE TABLE unanswered (
  text     TEXT PRIMARY KEY,
  band     TEXT NOT NULL CHECK (band IN ('unsure', 'outside', 'nothing')),
  nearest  TEXT,
  times    INTEGER NOT NULL,
  first_at INTEGER NOT NULL,
  last_at  INTEGER NOT NULL
) WITHOUT ROWID, STRICT;
