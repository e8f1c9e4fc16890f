-- With which delivery each signed address of WeChat came first: it covers the time and a nonce, not the message. One older than the age
-- limit is refused anyway, and its row goes.
CREATE TABLE stamp (
  signature   TEXT COLLATE "C" PRIMARY KEY,
  delivery_id TEXT NOT NULL,
  signed_at   BIGINT NOT NULL
);
CREATE INDEX stamp_age ON stamp (signed_at);
