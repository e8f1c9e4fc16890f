-- Draws (双随机): seals without gaps in each system, what they are the root of, the rounds they waited for, and receipts; times in seconds since 1970.
CREATE TABLE draw (
  no              TEXT COLLATE "C" PRIMARY KEY,
  system          TEXT COLLATE "C" NOT NULL,
  serial          BIGINT NOT NULL CHECK (serial > 0),
  seal            TEXT NOT NULL,
  hash            TEXT COLLATE "C" NOT NULL UNIQUE,
  mode            TEXT NOT NULL CHECK (mode IN ('public', 'sealed')),
  round           BIGINT NOT NULL,
  sealed_at       BIGINT NOT NULL,
  reveal_by       BIGINT,
  sealed_by       TEXT NOT NULL,
  is_sample       BIGINT NOT NULL,
  state           TEXT NOT NULL CHECK (state IN ('sealed', 'out', 'drawn', 'revealed', 'void')),
  result          TEXT,
  codes           TEXT NOT NULL,
  UNIQUE (system, serial)
);
CREATE INDEX draw_by_time ON draw (sealed_at, no);
CREATE INDEX draw_by_state ON draw (state, sealed_at);
-- Rows of its registers as they were hashed, some hundreds together: in the order of their ids, so that one is found by the first of its page.
CREATE TABLE draw_rows (
  draw            TEXT COLLATE "C" NOT NULL,
  part            TEXT COLLATE "C" NOT NULL CHECK (part IN ('register', 'people')),
  first_id        TEXT COLLATE "C" NOT NULL,
  rows            TEXT NOT NULL,
  PRIMARY KEY (draw, part, first_id)
);
CREATE TABLE draw_round (
  draw            TEXT COLLATE "C" NOT NULL,
  round           BIGINT NOT NULL,
  signature       TEXT NOT NULL,
  PRIMARY KEY (draw, round)
);
CREATE TABLE draw_receipt (
  draw            TEXT COLLATE "C" NOT NULL,
  n               BIGINT NOT NULL,
  kind            TEXT NOT NULL,
  hash            TEXT NOT NULL,
  receipt         TEXT NOT NULL,
  PRIMARY KEY (draw, n)
);
-- What nobody may know before; apart, so that no query of a draw can bring it along.
CREATE TABLE draw_secret (
  draw            TEXT COLLATE "C" PRIMARY KEY,
  code            TEXT NOT NULL,
  salt            TEXT NOT NULL
);
