-- Cases (工单) that are handled: what kind each is, how its person is reached and proves to be them, and all that happened to it.
-- What a case is now follows from its events; `is_over` says it again only to find those that are not.
ALTER TABLE case_file ADD COLUMN kind TEXT NOT NULL DEFAULT 'consultation';
ALTER TABLE case_file ADD COLUMN contact TEXT;
ALTER TABLE case_file ADD COLUMN proof TEXT;
ALTER TABLE case_file ADD COLUMN is_confidential INTEGER NOT NULL DEFAULT 0;
ALTER TABLE case_file ADD COLUMN is_over INTEGER NOT NULL DEFAULT 0;
UPDATE case_file SET kind = CASE
  WHEN line = 'complaints' THEN 'complaint' WHEN message LIKE '{"kind":"recording"%' THEN 'voicemail' ELSE kind END;
UPDATE case_file SET contact = person_id, proof = substr(person_id, -4) WHERE channel = 'phone' AND person_id IS NOT NULL;
CREATE INDEX case_file_open ON case_file (case_no) WHERE is_over = 0;
CREATE INDEX case_file_by_person ON case_file (person_id, line, opened_at);

CREATE TABLE case_event (
  case_no   TEXT NOT NULL,
  no        INTEGER NOT NULL,
  kind      TEXT NOT NULL,
  at        INTEGER NOT NULL,
  done_by   TEXT NOT NULL,
  words     TEXT,
  target    TEXT,
  message   TEXT,
  source_id TEXT UNIQUE,
  PRIMARY KEY (case_no, no)
) WITHOUT ROWID, STRICT;
