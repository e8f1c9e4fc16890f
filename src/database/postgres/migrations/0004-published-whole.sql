-- A release has its place, its time and its seal when it is published, and none of them before: one alone must not make
-- it look public. What stands there already is judged by the audit.
ALTER TABLE release ADD CONSTRAINT release_is_published_whole CHECK (
  (state = 'published') = (position IS NOT NULL) AND (state = 'published') = (published_at IS NOT NULL)
  AND (state = 'published') = (hash IS NOT NULL) AND (position IS NULL OR position >= 1)
) NOT VALID;
