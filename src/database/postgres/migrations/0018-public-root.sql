-- What seals each release of the chain by public bytes alone (公开封印), and the roots over every 512 of its rows.
CREATE TABLE public_seal (
  position bigint PRIMARY KEY,
  salt     text NOT NULL,
  fields   text NOT NULL,
  size     bigint NOT NULL,
  root     text NOT NULL,
  previous text NOT NULL,
  seal     text NOT NULL
);
CREATE TABLE public_piece (
  position   bigint NOT NULL,
  no         bigint NOT NULL,
  first_line bigint NOT NULL,
  root       text NOT NULL,
  PRIMARY KEY (position, no)
);
CREATE TRIGGER public_seal_is_final BEFORE UPDATE ON public_seal FOR EACH ROW
EXECUTE FUNCTION refuse('a seal is never changed');
CREATE TRIGGER public_seal_is_kept BEFORE DELETE ON public_seal FOR EACH ROW
EXECUTE FUNCTION refuse('a seal is never deleted');
CREATE TRIGGER public_piece_is_final BEFORE UPDATE ON public_piece FOR EACH ROW
EXECUTE FUNCTION refuse('a seal is never changed');
CREATE TRIGGER public_piece_is_kept BEFORE DELETE ON public_piece FOR EACH ROW
EXECUTE FUNCTION refuse('a seal is never deleted');
CREATE TRIGGER public_seals_are_kept BEFORE TRUNCATE ON public_seal FOR EACH STATEMENT
EXECUTE FUNCTION refuse('a seal is never deleted');
CREATE TRIGGER public_pieces_are_kept BEFORE TRUNCATE ON public_piece FOR EACH STATEMENT
EXECUTE FUNCTION refuse('a seal is never deleted');
