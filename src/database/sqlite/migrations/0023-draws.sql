-- Draws (双随机): seals without gaps in each system, what they are the root of, the rounds they waited for, and receipts; times in seconds since 1970.
CREATE TABLE draw (
  no              TEXT PRIMARY KEY,
  system          TEXT NOT NULL,
  serial          INTEGER NOT NULL CHECK (serial > 0),
  seal            TEXT NOT NULL,
  hash            TEXT NOT NULL UNIQUE,
  mode            TEXT NOT NULL CHECK (mode IN ('public', 'sealed')),
  round           INTEGER NOT NULL,
  sealed_at       INTEGER NOT NULL,
  reveal_by       INTEGER,
  sealed_by       TEXT NOT NULL,
  is_sample       INTEGER NOT NULL,
  state           TEXT NOT NULL CHECK (state IN ('sealed', 'out', 'drawn', 'revealed', 'void')),
  result          TEXT,
  codes           TEXT NOT NULL,
  UNIQUE (system, serial)
) WITHOUT ROWID, STRICT;
CREATE INDEX draw_by_time ON draw (sealed_at, no);
CREATE INDEX draw_by_state ON draw (state, sealed_at);
-- Rows of its registers as they were hashed, some hundreds together: in the order of their ids, so that one is found by the first of its page.
CREATE TABLE draw_rows (
  draw            TEXT NOT NULL,
  part            TEXT NOT NULL CHECK (part IN ('register', 'people')),
  first_id        TEXT NOT NULL,
  rows            TEXT NOT NULL,
  PRIMARY KEY (draw, part, first_id)
) STRICT;
CREATE TABLE draw_round (
  draw            TEXT NOT NULL,
  round           INTEGER NOT NULL,
  signature       TEXT NOT NULL,
  PRIMARY KEY (draw, round)
) WITHOUT ROWID, STRICT;
CREATE TABLE draw_receipt (
  draw            TEXT NOT NULL,
  n               INTEGER NOT NULL,
  kind            TEXT NOT NULL,
  hash            TEXT NOT NULL,
  receipt         TEXT NOT NULL,
  PRIMARY KEY (draw, n)
) STRICT;
-- What nobody may know before; apart, so that no query of a draw can bring it along.
CREATE TABLE draw_secret (
  draw            TEXT PRIMARY KEY,
  code            TEXT NOT NULL,
  salt            TEXT NOT NULL
) WITHOUT ROWID, STRICT;
