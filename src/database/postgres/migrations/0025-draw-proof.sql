-- What two accounts typed of the numbers that a draw waits for (骰子、彩票号码), all of it, alike or not; and the time stamp over a seal, in base64. Times in seconds since 1970.
CREATE TABLE draw_entry (
  draw            TEXT COLLATE "C" NOT NULL,
  n               BIGINT NOT NULL,
  typed_by        TEXT NOT NULL,
  typed_at        BIGINT NOT NULL,
  numbers         TEXT NOT NULL,
  PRIMARY KEY (draw, n)
);
ALTER TABLE draw ADD COLUMN stamp TEXT;
