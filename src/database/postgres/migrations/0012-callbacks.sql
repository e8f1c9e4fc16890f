-- Who is to be called back (回电), and how far that has come; times in milliseconds since 1970.
CREATE TABLE callback (
  case_no         TEXT COLLATE "C" PRIMARY KEY,
  line            TEXT COLLATE "C" NOT NULL,
  number          TEXT,
  conversation_id TEXT NOT NULL,
  asked_at        BIGINT NOT NULL,
  entered_at      BIGINT NOT NULL,
  state           TEXT NOT NULL,
  called_by       TEXT NOT NULL,
  attempts        BIGINT NOT NULL,
  due_at          BIGINT NOT NULL,
  call_id         TEXT,
  dialled_at      BIGINT,
  reached_at      BIGINT,
  connected_at    BIGINT,
  reason          TEXT
);
CREATE INDEX callback_due ON callback (due_at) WHERE called_by = 'service' AND state IN ('asked', 'not-reached');
CREATE INDEX callback_open ON callback (entered_at, case_no) WHERE state NOT IN ('connected', 'given-up');
CREATE INDEX callback_dialled ON callback (dialled_at);
CREATE INDEX callback_by_age ON callback (asked_at);
CREATE INDEX callback_by_conversation ON callback (conversation_id);
