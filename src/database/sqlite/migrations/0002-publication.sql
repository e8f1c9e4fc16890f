-- Publication: records become public as versions, and versions as releases (发布批次). What is public now, or was on a day,
-- follows from them; there is no second copy that could say something else.
CREATE TABLE release (
  no           INTEGER PRIMARY KEY,
  dataset      TEXT NOT NULL,
  state        TEXT NOT NULL CHECK (state IN ('loading', 'draft', 'approved', 'published', 'discarded')),
  sample       INTEGER NOT NULL,
  columns      TEXT NOT NULL,
  reason       TEXT NOT NULL,
  legal_basis  TEXT NOT NULL,
  made_by      TEXT NOT NULL,
  made_at      INTEGER NOT NULL,
  source       TEXT NOT NULL,
  file         TEXT NOT NULL,
  header       TEXT NOT NULL,
  fetched_at   INTEGER NOT NULL,
  sha256       TEXT NOT NULL DEFAULT '',
  versions     INTEGER NOT NULL DEFAULT 0,
  growth       INTEGER NOT NULL DEFAULT 0,
  root         TEXT NOT NULL DEFAULT '',
  -- The newest release of the dataset when this one was made: whatever came later may have changed its records.
  based_on     INTEGER NOT NULL,
  approved_by  TEXT CHECK (approved_by <> made_by),
  approved_at  INTEGER,
  published_at INTEGER,
  position     INTEGER UNIQUE,
  previous     TEXT,
  hash         TEXT,
  CHECK ((state = 'published') = (position IS NOT NULL AND published_at IS NOT NULL AND hash IS NOT NULL)),
  CHECK (state NOT IN ('approved', 'published') OR approved_by IS NOT NULL)
) STRICT;
CREATE INDEX release_by_dataset ON release (dataset, position);

-- Rows are long and are added at the end, so the table keeps its rowid: the upper pages of its tree are small and stay in
-- memory, however many rows there are. `fields` is a JSON array in the order of the release's columns.
CREATE TABLE version (
  release  INTEGER NOT NULL,
  line     INTEGER NOT NULL,
  id       TEXT NOT NULL,
  change   TEXT NOT NULL DEFAULT 'published' CHECK (change IN ('published', 'corrected', 'withdrawn', 'expired')),
  fields   TEXT NOT NULL,
  raw      TEXT,
  previous TEXT,
  hash     TEXT NOT NULL,
  PRIMARY KEY (release, line)
) STRICT;
CREATE UNIQUE INDEX version_by_id ON version (id, release);

-- What a version can be found by besides its id.
CREATE TABLE version_key (
  value   TEXT NOT NULL,
  field   TEXT NOT NULL,
  release INTEGER NOT NULL,
  line    INTEGER NOT NULL,
  PRIMARY KEY (value, field, release, line)
) WITHOUT ROWID, STRICT;
CREATE INDEX version_key_by_version ON version_key (release, line);

-- What was published stays as it is.
CREATE TRIGGER release_is_final BEFORE UPDATE ON release WHEN old.state = 'published'
BEGIN SELECT raise(ABORT, 'a published release is never changed: publish a correction'); END;
CREATE TRIGGER release_is_kept BEFORE DELETE ON release WHEN old.state = 'published'
BEGIN SELECT raise(ABORT, 'a published release is never deleted: withdraw its records'); END;
CREATE TRIGGER version_is_final BEFORE UPDATE ON version
BEGIN SELECT raise(ABORT, 'a version is never changed: publish a correction'); END;
CREATE TRIGGER version_is_kept BEFORE DELETE ON version
WHEN (SELECT state FROM release WHERE no = old.release) NOT IN ('loading', 'discarded')
BEGIN SELECT raise(ABORT, 'a version is never deleted: withdraw the record'); END;

-- What was in the tables `record` and `record_key` becomes the first releases: see src/store/sqlite/carry-over.ts.
