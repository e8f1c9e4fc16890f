-- Work beside requests, done by one process at a time: who does it, until when that holds (milliseconds since 1970 by this database's
-- clock), and when it is due again (by the service's).
CREATE TABLE duty (
  name       TEXT COLLATE "C" PRIMARY KEY,
  holder     TEXT,
  held_until BIGINT,
  begun_at   BIGINT,
  ended_at   BIGINT,
  due_at     BIGINT NOT NULL,
  failures   BIGINT NOT NULL
);

-- How far each follower of the chain of releases has come.
CREATE TABLE follower (
  name     TEXT COLLATE "C" PRIMARY KEY,
  position BIGINT NOT NULL
);

-- What we owe somebody later. Once it is sent, the row stays without the person and the words: it was owed, and is no more.
CREATE TABLE outbox (
  key             TEXT COLLATE "C" PRIMARY KEY,
  channel         TEXT NOT NULL,
  person_id       TEXT,
  conversation_id TEXT,
  body            TEXT,
  state           TEXT NOT NULL CHECK (state IN ('owed', 'sent', 'dead')),
  owed_at         BIGINT NOT NULL,
  due_at          BIGINT NOT NULL,
  changed_at      BIGINT NOT NULL,
  not_after       BIGINT,
  attempts        BIGINT NOT NULL,
  reason          TEXT,
  claimed_by      TEXT,
  claimed_until   BIGINT
);
CREATE INDEX outbox_due ON outbox (due_at) WHERE state = 'owed';
CREATE INDEX outbox_age ON outbox (owed_at);
CREATE INDEX outbox_conversation ON outbox (conversation_id) WHERE conversation_id IS NOT NULL;
