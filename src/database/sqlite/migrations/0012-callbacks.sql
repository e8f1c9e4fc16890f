-- Who is to be called back (回电), and how far that has come; times in milliseconds since 1970.
CREATE TABLE callback (
  case_no         TEXT PRIMARY KEY,
  line            TEXT NOT NULL,
  number          TEXT,
  conversation_id TEXT NOT NULL,
  asked_at        INTEGER NOT NULL,
  entered_at      INTEGER NOT NULL,
  state           TEXT NOT NULL,
  called_by       TEXT NOT NULL,
  attempts        INTEGER NOT NULL,
  due_at          INTEGER NOT NULL,
  call_id         TEXT,
  dialled_at      INTEGER,
  reached_at      INTEGER,
  connected_at    INTEGER,
  reason          TEXT
) WITHOUT ROWID, STRICT;
CREATE INDEX callback_due ON callback (due_at) WHERE called_by = 'service' AND state IN ('asked', 'not-reached');
CREATE INDEX callback_open ON callback (entered_at, case_no) WHERE state NOT IN ('connected', 'given-up');
CREATE INDEX callback_dialled ON callback (dialled_at);
CREATE INDEX callback_by_age ON callback (asked_at);
CREATE INDEX callback_by_conversation ON callback (conversation_id);
