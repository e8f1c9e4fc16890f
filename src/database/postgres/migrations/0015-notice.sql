-- What everybody hears first for a while (公告); times in milliseconds since 1970. No row: nothing.
CREATE TABLE notice (
  place           TEXT COLLATE "C" PRIMARY KEY,
  words           TEXT NOT NULL,
  since           BIGINT NOT NULL,
  until           BIGINT
);
