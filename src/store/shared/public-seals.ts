import type { Database } from '../../database/database.js';
import type { EitherConnection } from '../../database/either-database.js';
import type { PublicSeal } from '../../domain/disclosure/public-seal.js';
import type { PublicSealStore, SealedPiece } from '../../domain/disclosure/stores.js';

type SealRow = Omit<PublicSeal, 'fields'> & { readonly fields: string };

const columns = 'position, salt, fields, size, root, previous, seal';
const lastSql = `SELECT ${columns} FROM public_seal ORDER BY position DESC LIMIT 1`;
const listSql = `SELECT ${columns} FROM public_seal WHERE position > $1 ORDER BY position LIMIT $2`;
const beforeSql = 'SELECT seal FROM public_seal WHERE position = $1';
const addSql = `INSERT INTO public_seal (${columns}) VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (position) DO NOTHING`;
const piecesSql = `
  SELECT no, first_line AS "firstLine", root FROM public_piece WHERE position = $1 ORDER BY no`;

const piecesAtOnce = 200;

/** The public seals; their SQL is the same for every database. */
export class StoredPublicSeals implements PublicSealStore {
  constructor(private readonly database: Database) {}

  async last(): Promise<PublicSeal | null> {
    const row = await this.database.reader.one<SealRow>(lastSql);
    return row && sealOf(row);
  }

  async list(after: number, limit: number): Promise<readonly PublicSeal[]> {
    return (await this.database.reader.all<SealRow>(listSql, [after, limit])).map(sealOf);
  }

  add(seal: PublicSeal, pieces: readonly SealedPiece[]): Promise<boolean> {
    const { position, salt, fields, size, root, previous } = seal;
    return this.database.writer.longTransaction(async (connection) => {
      const before = await connection.one<{ seal: string }>(beforeSql, [position - 1]);
      if ((before?.seal ?? '') !== previous) return false;
      const row = [position, salt, JSON.stringify(fields), size, root, previous, seal.seal];
      if ((await connection.run(addSql, row)) === 0) return false;
      for (let at = 0; at < pieces.length; at += piecesAtOnce) {
        await addPieces(connection, position, pieces.slice(at, at + piecesAtOnce));
      }
      return true;
    });
  }

  pieces(position: number): Promise<readonly SealedPiece[]> {
    return this.database.reader.all<SealedPiece>(piecesSql, [position]);
  }
}

async function addPieces(
  connection: EitherConnection,
  position: number,
  pieces: readonly SealedPiece[],
): Promise<void> {
  const places = pieces.map((_, row) => `(${[1, 2, 3, 4].map((column) => `$${row * 4 + column}`).join(', ')})`);
  const values = pieces.flatMap(({ no, firstLine, root }) => [position, no, firstLine, root]);
  const sql = `INSERT INTO public_piece (position, no, first_line, root) VALUES ${places.join(', ')}`;
  await connection.run(sql, values);
}

function sealOf({ fields, ...row }: SealRow): PublicSeal {
  return { ...row, fields: JSON.parse(fields) as readonly string[] };
}
