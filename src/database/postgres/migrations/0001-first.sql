-- Turns: what was answered to each delivery, and where the conversation stood after it. Only ever added to: two
-- processes that take the same turn cannot both add it, and the newest turn of a conversation is where it stands.
-- Texts that are looked up or sorted by compare byte by byte, as in SQLite: faster, and the same whatever the locale.
CREATE TABLE turn (
  conversation_id text COLLATE "C" NOT NULL,
  revision        bigint NOT NULL,
  delivery_id     text COLLATE "C" NOT NULL UNIQUE,
  at              bigint NOT NULL,
  content_type    text NOT NULL,
  body            text NOT NULL,
  state           text NOT NULL,
  PRIMARY KEY (conversation_id, revision)
);
CREATE INDEX turn_by_age ON turn (at);

-- Cases (工单) exist for ever, under their number.
CREATE TABLE case_file (
  case_no         text COLLATE "C" PRIMARY KEY,
  line            text NOT NULL,
  channel         text NOT NULL,
  person_id       text,
  conversation_id text COLLATE "C" NOT NULL,
  opened_at       bigint NOT NULL,
  message         text NOT NULL,
  source_id       text COLLATE "C" NOT NULL UNIQUE
);
CREATE INDEX case_file_by_conversation ON case_file (conversation_id);
CREATE TABLE case_counter (
  day  text COLLATE "C" PRIMARY KEY,
  last bigint NOT NULL
);

-- Content as it was, for the conversations that began on it.
CREATE TABLE content_version (
  version  text COLLATE "C" PRIMARY KEY,
  files    text NOT NULL,
  saved_at bigint NOT NULL DEFAULT (floor(extract(epoch FROM now()))::bigint)
);
