-- Conversations: where everybody is. Never kept in a process.
CREATE TABLE conversation (
  id         TEXT PRIMARY KEY,
  channel    TEXT NOT NULL,
  person_id  TEXT NOT NULL,
  revision   INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  state      TEXT NOT NULL
) WITHOUT ROWID, STRICT;
CREATE INDEX conversation_by_person ON conversation (channel, person_id);

-- Answers as they were sent, so that a retry gets the same bytes.
CREATE TABLE delivery (
  id              TEXT PRIMARY KEY,
  conversation_id TEXT NOT NULL,
  at              INTEGER NOT NULL,
  content_type    TEXT NOT NULL,
  body            TEXT NOT NULL
) WITHOUT ROWID, STRICT;
CREATE INDEX delivery_by_age ON delivery (at);
CREATE INDEX delivery_by_conversation ON delivery (conversation_id);

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
CREATE INDEX case_file_by_person ON case_file (channel, person_id);
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
