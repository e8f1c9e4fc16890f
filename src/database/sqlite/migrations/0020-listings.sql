-- Listings: records in the orders in which they are read. Made of what is published, kept after it, and made anew when a schema lists by
-- other fields: nothing here is known that versions and releases do not say.

-- One for each dataset and each way to list it. `position` is the release up to which all is listed, `at_position` and `at_line` the last
-- version that was, `target` where the chain stood when it was begun, `horizon` the oldest release as of which it can be read.
CREATE TABLE listing_index (
  no          INTEGER PRIMARY KEY,
  dataset     TEXT NOT NULL,
  spec        TEXT NOT NULL,
  state       TEXT NOT NULL CHECK (state IN ('building', 'serving')),
  position    INTEGER NOT NULL,
  at_position INTEGER NOT NULL,
  at_line     INTEGER NOT NULL,
  target      INTEGER NOT NULL,
  horizon     INTEGER NOT NULL,
  versions    INTEGER NOT NULL,
  UNIQUE (dataset, spec)
) STRICT;

-- One for each value of each field in each order; without a field, all records. `n` is how many are in it now.
CREATE TABLE listing_list (
  no       INTEGER PRIMARY KEY,
  index_no INTEGER NOT NULL,
  ordering INTEGER NOT NULL,
  field    TEXT NOT NULL,
  value    TEXT NOT NULL,
  n        INTEGER NOT NULL,
  UNIQUE (index_no, ordering, field, value)
) STRICT;
CREATE INDEX listing_list_by_size ON listing_list (index_no, ordering, field, n);

-- A record in a list, by what it is sorted by. `since` is the release that it came with, `until` the one that replaced it.
CREATE TABLE listing_entry (
  list  INTEGER NOT NULL,
  key   TEXT NOT NULL,
  id    TEXT NOT NULL,
  since INTEGER NOT NULL,
  line  INTEGER NOT NULL,
  until INTEGER NOT NULL DEFAULT 9007199254740991,
  PRIMARY KEY (list, key, id, since)
) WITHOUT ROWID, STRICT;
CREATE INDEX listing_entry_ended ON listing_entry (until) WHERE until < 9007199254740991;

-- The version of each record that is listed.
CREATE TABLE listing_record (
  index_no INTEGER NOT NULL,
  id       TEXT NOT NULL,
  position INTEGER NOT NULL,
  line     INTEGER NOT NULL,
  PRIMARY KEY (index_no, id)
) WITHOUT ROWID, STRICT;

-- The words that a value is found by.
CREATE TABLE listing_word (
  index_no INTEGER NOT NULL,
  word     TEXT NOT NULL,
  list     INTEGER NOT NULL,
  PRIMARY KEY (index_no, word, list)
) WITHOUT ROWID, STRICT;
