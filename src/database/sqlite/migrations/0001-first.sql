-- Turns: what was answered to each delivery, and where the conversation stood after it. Only ever added to: two
-- processes that take the same turn cannot both add it, and the newest turn of a conversation is where it stands. Rows are long
-- and are added at the end, so the table keeps its rowid.
CREATE TABLE turn (
  conversation_id TEXT NOT NULL,
  revision        INTEGER NOT NULL,
  delivery_id     TEXT NOT NULL UNIQUE,
  at              INTEGER NOT NULL,
  content_type    TEXT NOT NULL,
  body            TEXT NOT NULL,
  state           TEXT NOT NULL,
  UNIQUE (conversation_id, revision)
) STRICT;
CREATE INDEX turn_by_age ON turn (at);

-- Cases (工单) exist for ever, under their number.
CREATE TABLE case_file (
  case_no         TEXT PRIMARY KEY,
  line            TEXT NOT NULL,
  channel         TEXT NOT NULL,
  person_id       TEXT,
  conversation_id TEXT NOT NULL,
  opened_at       INTEGER NOT NULL,
  message         TEXT NOT NULL,
  source_id       TEXT NOT NULL UNIQUE
) STRICT;
CREATE INDEX case_file_by_conversation ON case_file (conversation_id);
CREATE TABLE case_counter (
  day  TEXT PRIMARY KEY,
  last INTEGER NOT NULL
) WITHOUT ROWID, STRICT;

-- The disclosure database: a record's fields, and the keys it is found by.
CREATE TABLE record (
  dataset TEXT NOT NULL,
  id      TEXT NOT NULL,
  sample  INTEGER NOT NULL,
  fields  TEXT NOT NULL,
  PRIMARY KEY (dataset, id)
) WITHOUT ROWID, STRICT;
CREATE TABLE record_key (
  dataset TEXT NOT NULL,
  field   TEXT NOT NULL,
  value   TEXT NOT NULL,
  id      TEXT NOT NULL,
  PRIMARY KEY (dataset, field, value, id)
) WITHOUT ROWID, STRICT;
CREATE INDEX record_key_by_record ON record_key (dataset, id);

-- Content as it was, for the conversations that began on it.
CREATE TABLE content_version (
  version  TEXT PRIMARY KEY,
  files    TEXT NOT NULL,
  saved_at INTEGER NOT NULL DEFAULT (unixepoch())
) WITHOUT ROWID, STRICT;
