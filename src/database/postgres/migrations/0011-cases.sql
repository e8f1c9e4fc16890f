-- Cases (工单) that are handled: what kind each is, how its person is reached and proves to be them, and all that happened to it.
-- What a case is now follows from its events; `is_over` says it again only to find those that are not.
ALTER TABLE case_file ADD COLUMN kind text NOT NULL DEFAULT 'consultation';
ALTER TABLE case_file ADD COLUMN contact text;
ALTER TABLE case_file ADD COLUMN proof text;
ALTER TABLE case_file ADD COLUMN is_confidential bigint NOT NULL DEFAULT 0;
ALTER TABLE case_file ADD COLUMN is_over bigint NOT NULL DEFAULT 0;
UPDATE case_file SET kind = CASE
  WHEN line = 'complaints' THEN 'complaint' WHEN message LIKE '{"kind":"recording"%' THEN 'voicemail' ELSE kind END;
UPDATE case_file SET contact = person_id, proof = right(person_id, 4) WHERE channel = 'phone' AND person_id IS NOT NULL;
CREATE INDEX case_file_open ON case_file (case_no) WHERE is_over = 0;
CREATE INDEX case_file_by_person ON case_file (person_id, line, opened_at);

CREATE TABLE case_event (
  case_no   text COLLATE "C" NOT NULL,
  no        bigint NOT NULL,
  kind      text NOT NULL,
  at        bigint NOT NULL,
  done_by   text NOT NULL,
  words     text,
  target    text,
  message   text,
  source_id text COLLATE "C" UNIQUE,
  PRIMARY KEY (case_no, no)
);
