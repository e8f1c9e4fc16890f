-- Recordings of cases (录音): where their provider has them, and whether they are here. Times in milliseconds since 1970.
CREATE TABLE recording (
  id              TEXT PRIMARY KEY,
  case_no         TEXT NOT NULL,
  conversation_id TEXT NOT NULL,
  url             TEXT NOT NULL,
  seconds         INTEGER NOT NULL,
  asked_at        INTEGER NOT NULL,
  state           TEXT NOT NULL,
  attempts        INTEGER NOT NULL,
  due_at          INTEGER NOT NULL,
  reason          TEXT,
  type            TEXT,
  bytes           INTEGER,
  sha256          TEXT,
  kept_at         INTEGER
) WITHOUT ROWID, STRICT;
CREATE INDEX recording_by_case ON recording (case_no);
CREATE INDEX recording_by_conversation ON recording (conversation_id);
CREATE INDEX recording_wanted ON recording (due_at) WHERE state = 'wanted';
CREATE INDEX recording_by_age ON recording (asked_at);

-- Their sound, in pieces: base64, since a backup holds texts and numbers.
CREATE TABLE recording_piece (
  recording_id    TEXT NOT NULL,
  no              INTEGER NOT NULL,
  base64          TEXT NOT NULL,
  PRIMARY KEY (recording_id, no)
) STRICT;

-- The sound goes with its recording, whoever removes that.
CREATE TRIGGER recording_removed AFTER DELETE ON recording BEGIN
  DELETE FROM recording_piece WHERE recording_id = old.id;
END;

-- What was left before this version.
INSERT INTO recording (id, case_no, conversation_id, url, seconds, asked_at, state, attempts, due_at)
SELECT source_id, case_no, conversation_id, message ->> 'url', message ->> 'seconds', opened_at, 'wanted', 0, opened_at
FROM case_file WHERE message ->> 'kind' = 'recording';
