-- How each colleague stands (在岗状态); times in milliseconds since 1970. Who has no row is free.
CREATE TABLE presence (
  colleague       TEXT COLLATE "C" PRIMARY KEY,
  state           TEXT NOT NULL,
  reason          TEXT,
  since           BIGINT NOT NULL,
  until           BIGINT,
  offer_id        TEXT,
  idle_since      BIGINT,
  misses          BIGINT NOT NULL
);

-- Which call rang whose telephone, why, and what came of it: the record of who was reached.
CREATE TABLE offer (
  id              TEXT COLLATE "C" PRIMARY KEY,
  conversation_id TEXT NOT NULL,
  line            TEXT COLLATE "C" NOT NULL,
  colleague       TEXT NOT NULL,
  address         TEXT NOT NULL,
  round           BIGINT NOT NULL,
  because         TEXT NOT NULL,
  offered_at      BIGINT NOT NULL,
  outcome         TEXT,
  ended_at        BIGINT
);
CREATE INDEX offer_by_conversation ON offer (conversation_id);
CREATE INDEX offer_open ON offer (offered_at) WHERE outcome IS NULL;
CREATE INDEX offer_by_age ON offer (offered_at);

-- Who waits for a line (排队): whoever came first is first.
CREATE TABLE waiting (
  conversation_id TEXT COLLATE "C" PRIMARY KEY,
  line            TEXT COLLATE "C" NOT NULL,
  person_id       TEXT COLLATE "C",
  entered_at      BIGINT NOT NULL,
  state           TEXT NOT NULL,
  changed_at      BIGINT NOT NULL,
  seen_at         BIGINT NOT NULL
);
CREATE INDEX waiting_in_line ON waiting (line, state, entered_at, conversation_id);
CREATE INDEX waiting_by_person ON waiting (person_id, line, changed_at);
CREATE INDEX waiting_by_age ON waiting (changed_at);
