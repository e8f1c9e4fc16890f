-- Where two filters are asked for together and rarely meet, lists are laid over each other: each listed version has an ordinal, and each list
-- of the first order a piece of bits for every 32,768 of them, in base64. A version that was replaced keeps its bits; who reads looks it up.
ALTER TABLE listing_index ADD COLUMN ordinals BIGINT NOT NULL DEFAULT 0;
ALTER TABLE listing_record ADD COLUMN ordinal BIGINT;
CREATE UNIQUE INDEX listing_record_by_ordinal ON listing_record (index_no, ordinal);

CREATE TABLE listing_bits (
  list  BIGINT NOT NULL,
  piece BIGINT NOT NULL,
  bits  TEXT COLLATE "C" NOT NULL,
  PRIMARY KEY (list, piece)
);
