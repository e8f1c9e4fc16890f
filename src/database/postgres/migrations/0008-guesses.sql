-- Guesses (试号) that still count: when the last of them is forgiven (milliseconds since 1970), and by which rule. A key is a keyed
-- hash; a lookup that found something leaves no row.
CREATE TABLE guess_count (
  key      TEXT COLLATE "C" PRIMARY KEY,
  clear_at BIGINT NOT NULL,
  at_once  BIGINT NOT NULL,
  every_ms BIGINT NOT NULL
);

-- What those keys are made with.
CREATE TABLE guess_secret (
  id     BIGINT PRIMARY KEY CHECK (id = 1),
  secret TEXT NOT NULL
);
