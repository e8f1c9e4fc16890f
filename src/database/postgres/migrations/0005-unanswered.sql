-- What people said that was not understood, for staff to look at: the words, without who said them or what they name. How often
-- and when, not each time.
CREATE TABLE unanswered (
  text     TEXT COLLATE "C" PRIMARY KEY,
  band     TEXT NOT NULL CHECK (band IN ('unsure', 'outside', 'nothing')),
  nearest  TEXT,
  times    BIGINT NOT NULL,
  first_at BIGINT NOT NULL,
  last_at  BIGINT NOT NULL
);
