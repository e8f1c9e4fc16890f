-- In how many places a sticker (标贴) is seen: a place is a keyed hash of a coarse part of an address, by the hour (ms since 1970).
CREATE TABLE sticker_place (
  place   TEXT PRIMARY KEY,
  sticker TEXT NOT NULL,
  seen_at INTEGER NOT NULL
) WITHOUT ROWID, STRICT;
CREATE INDEX sticker_place_sticker ON sticker_place (sticker, seen_at);
CREATE INDEX sticker_place_seen ON sticker_place (seen_at, place);

-- What those hashes are made with; the next day's takes its place.
CREATE TABLE sticker_day (
  day    TEXT PRIMARY KEY,
  secret TEXT NOT NULL
) WITHOUT ROWID, STRICT;

-- Those that were seen in too many.
CREATE TABLE sticker_alarm (
  sticker   TEXT PRIMARY KEY,
  raised_at INTEGER NOT NULL,
  places    INTEGER NOT NULL,
  case_no   TEXT NOT NULL
) WITHOUT ROWID, STRICT;
