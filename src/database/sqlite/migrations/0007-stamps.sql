-- With which delivery each signed address of WeChat came first: it covers the time and a nonce, not the message. One older than the age
-- limit is refused anyway, and its row goes.
CREATE TABLE stamp (
  signature   TEXT PRIMARY KEY,
  delivery_id TEXT NOT NULL,
  signed_at   INTEGER NOT NULL
) WITHOUT ROWID, STRICT;
CREATE INDEX stamp_age ON stamp (signed_at);
