-- When a version of the content was taken up last (milliseconds since 1970): a start on broken files goes back to the newest that
-- loads, and what is old and used by nobody is removed.
ALTER TABLE content_version ADD COLUMN in_force_at bigint NOT NULL DEFAULT 0;
UPDATE content_version SET in_force_at = saved_at * 1000;
CREATE INDEX content_version_by_age ON content_version (in_force_at);
