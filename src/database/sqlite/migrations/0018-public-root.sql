-- What seals each release of the chain by public bytes alone (公开封印), and the roots over every 512 of its rows.
CREATE TABLE public_seal (
  position INTEGER PRIMARY KEY,
  salt     TEXT NOT NULL,
  fields   TEXT NOT NULL,
  size     INTEGER NOT NULL,
  root     TEXT NOT NULL,
  previous TEXT NOT NULL,
  seal     TEXT NOT NULL
) STRICT;
CREATE TABLE public_piece (
  position   INTEGER NOT NULL,
  no         INTEGER NOT NULL,
  first_line INTEGER NOT NULL,
  root       TEXT NOT NULL,
  PRIMARY KEY (position, no)
) WITHOUT ROWID, STRICT;
CREATE TRIGGER public_seal_is_final BEFORE UPDATE ON public_seal
BEGIN SELECT raise(ABORT, 'a seal is never changed'); END;
CREATE TRIGGER public_seal_is_kept BEFORE DELETE ON public_seal
BEGIN SELECT raise(ABORT, 'a seal is never deleted'); END;
CREATE TRIGGER public_piece_is_final BEFORE UPDATE ON public_piece
BEGIN SELECT raise(ABORT, 'a seal is never changed'); END;
CREATE TRIGGER public_piece_is_kept BEFORE DELETE ON public_piece
BEGIN SELECT raise(ABORT, 'a seal is never deleted'); END;
