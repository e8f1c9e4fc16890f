-- Work beside requests, done by one process at a time: who does it, until when that holds (milliseconds since 1970 by this database's
-- clock), and when it is due again (by the service's).
CREATE TABLE duty (
  name       TEXT PRIMARY KEY,
  holder     TEXT,
  held_until INTEGER,
  begun_at   INTEGER,
  ended_at   INTEGER,
  due_at     INTEGER NOT NULL,
  failures   INTEGER NOT NULL
) WITHOUT ROWID, STRICT;

-- How far each follower of the chain of releases has come.
CREATE TABLE follower (
  name     TEXT PRIMARY KEY,
  position INTEGER NOT NULL
) WITHOUT ROWID, STRICT;

-- What we owe somebody later. Once it is sent, the row stays without the person and the words: it was owed, and is no more.
CREATE TABLE outbox (
  key             TEXT PRIMARY KEY,
  channel         TEXT NOT NULL,
  person_id       TEXT,
  conversation_id TEXT,
  body            TEXT,
  state           TEXT NOT NULL CHECK (state IN ('owed', 'sent', 'dead')),
  owed_at         INTEGER NOT NULL,
  due_at          INTEGER NOT NULL,
  changed_at      INTEGER NOT NULL,
  not_after       INTEGER,
  attempts        INTEGER NOT NULL,
  reason          TEXT,
  claimed_by      TEXT,
  claimed_until   INTEGER
) STRICT;
CREATE INDEX outbox_due ON outbox (due_at) WHERE state = 'owed';
CREATE INDEX outbox_age ON outbox (owed_at);
CREATE INDEX outbox_conversation ON outbox (conversation_id) WHERE conversation_id IS NOT NULL;
