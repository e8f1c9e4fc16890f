-- In how many places a sticker (标贴) is seen: a place is a keyed hash of a coarse part of an address, by the hour (ms since 1970).
CREATE TABLE sticker_place (
  place   TEXT COLLATE "C" PRIMARY KEY,
  sticker TEXT COLLATE "C" NOT NULL,
  seen_at BIGINT NOT NULL
);
CREATE INDEX sticker_place_sticker ON sticker_place (sticker, seen_at);
CREATE INDEX sticker_place_seen ON sticker_place (seen_at, place);

-- What those hashes are made with; the next day's takes its place.
CREATE TABLE sticker_day (
  day    TEXT COLLATE "C" PRIMARY KEY,
  secret TEXT NOT NULL
);

-- Those that were seen in too many.
CREATE TABLE sticker_alarm (
  sticker   TEXT COLLATE "C" PRIMARY KEY,
  raised_at BIGINT NOT NULL,
  places    BIGINT NOT NULL,
  case_no   TEXT NOT NULL
);
