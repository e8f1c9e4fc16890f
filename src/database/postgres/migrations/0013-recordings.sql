-- Recordings of cases (录音): where their provider has them, and whether they are here. Times in milliseconds since 1970.
CREATE TABLE recording (
  id              TEXT COLLATE "C" PRIMARY KEY,
  case_no         TEXT COLLATE "C" NOT NULL,
  conversation_id TEXT NOT NULL,
  url             TEXT NOT NULL,
  seconds         BIGINT NOT NULL,
  asked_at        BIGINT NOT NULL,
  state           TEXT NOT NULL,
  attempts        BIGINT NOT NULL,
  due_at          BIGINT NOT NULL,
  reason          TEXT,
  type            TEXT,
  bytes           BIGINT,
  sha256          TEXT,
  kept_at         BIGINT
);
CREATE INDEX recording_by_case ON recording (case_no);
CREATE INDEX recording_by_conversation ON recording (conversation_id);
CREATE INDEX recording_wanted ON recording (due_at) WHERE state = 'wanted';
CREATE INDEX recording_by_age ON recording (asked_at);

-- Their sound, in pieces: base64, since a backup holds texts and numbers.
CREATE TABLE recording_piece (
  recording_id    TEXT COLLATE "C" NOT NULL,
  no              BIGINT NOT NULL,
  base64          TEXT NOT NULL,
  PRIMARY KEY (recording_id, no)
);

-- The sound goes with its recording, whoever removes that.
CREATE FUNCTION remove_sound() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  DELETE FROM recording_piece WHERE recording_id = old.id;
  RETURN NULL;
END $$;
CREATE TRIGGER recording_removed AFTER DELETE ON recording FOR EACH ROW EXECUTE FUNCTION remove_sound();

-- What was left before this version.
INSERT INTO recording (id, case_no, conversation_id, url, seconds, asked_at, state, attempts, due_at)
SELECT source_id, case_no, conversation_id, message::json ->> 'url', (message::json ->> 'seconds')::numeric, opened_at, 'wanted', 0, opened_at
FROM case_file WHERE message::json ->> 'kind' = 'recording';
