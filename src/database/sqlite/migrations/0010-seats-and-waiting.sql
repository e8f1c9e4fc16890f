-- How each colleague stands (在岗状态); times in milliseconds since 1970. Who has no row is free.
CREATE TABLE presence (
  colleague       TEXT PRIMARY KEY,
  state           TEXT NOT NULL,
  reason          TEXT,
  since           INTEGER NOT NULL,
  until           INTEGER,
  offer_id        TEXT,
  idle_since      INTEGER,
  misses          INTEGER NOT NULL
) WITHOUT ROWID, STRICT;

-- Which call rang whose telephone, why, and what came of it: the record of who was reached.
CREATE TABLE offer (
  id              TEXT PRIMARY KEY,
  conversation_id TEXT NOT NULL,
  line            TEXT NOT NULL,
  colleague       TEXT NOT NULL,
  address         TEXT NOT NULL,
  round           INTEGER NOT NULL,
  because         TEXT NOT NULL,
  offered_at      INTEGER NOT NULL,
  outcome         TEXT,
  ended_at        INTEGER
) WITHOUT ROWID, STRICT;
CREATE INDEX offer_by_conversation ON offer (conversation_id);
CREATE INDEX offer_open ON offer (offered_at) WHERE outcome IS NULL;
CREATE INDEX offer_by_age ON offer (offered_at);

-- Who waits for a line (排队): whoever came first is first.
CREATE TABLE waiting (
  conversation_id TEXT PRIMARY KEY,
  line            TEXT NOT NULL,
  person_id       TEXT,
  entered_at      INTEGER NOT NULL,
  state           TEXT NOT NULL,
  changed_at      INTEGER NOT NULL,
  seen_at         INTEGER NOT NULL
) WITHOUT ROWID, STRICT;
CREATE INDEX waiting_in_line ON waiting (line, state, entered_at, conversation_id);
CREATE INDEX waiting_by_person ON waiting (person_id, line, changed_at);
CREATE INDEX waiting_by_age ON waiting (changed_at);
