-- The records of calls that are over (通话记录); times in milliseconds since 1970. Whom a call rang stands in `offer`.
CREATE TABLE call_record (
  conversation_id TEXT COLLATE "C" PRIMARY KEY,
  kind            TEXT NOT NULL,
  began_at        BIGINT NOT NULL,
  ended_at        BIGINT NOT NULL,
  ended_by        TEXT NOT NULL,
  line            TEXT COLLATE "C",
  asked_at        BIGINT,
  wait_state      TEXT,
  wait_since      BIGINT,
  rating          TEXT,
  steps           TEXT NOT NULL
);
CREATE INDEX call_record_by_age ON call_record (began_at, conversation_id);
