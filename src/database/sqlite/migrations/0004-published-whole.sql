-- A release has its place, its time and its seal when it is published, and none of them before: one alone must not make
-- it look public. A table cannot be given a new CHECK, so triggers say it; what stands there already is judged by the audit.
CREATE TRIGGER release_is_published_whole_at_once BEFORE INSERT ON release
WHEN (new.state = 'published') <> (new.position IS NOT NULL) OR (new.state = 'published') <> (new.published_at IS NOT NULL)
  OR (new.state = 'published') <> (new.hash IS NOT NULL) OR new.position < 1
BEGIN SELECT raise(ABORT, 'a release is published with its position from 1, its time and its hash, or with none of them'); END;
CREATE TRIGGER release_is_published_whole_later BEFORE UPDATE ON release
WHEN (new.state = 'published') <> (new.position IS NOT NULL) OR (new.state = 'published') <> (new.published_at IS NOT NULL)
  OR (new.state = 'published') <> (new.hash IS NOT NULL) OR new.position < 1
BEGIN SELECT raise(ABORT, 'a release is published with its position from 1, its time and its hash, or with none of them'); END;
