import type { Database } from '../../database/database.js';
import type { EitherConnection } from '../../database/either-database.js';
import type {
  DrawSecret,
  KeptDraw,
  KeptEntry,
  KeptReceipt,
  KeptRound,
  KeptRow,
  NewDraw,
  RegisterPart,
} from '../../domain/draws/kept-draw.js';
import type { DrawStore } from '../../domain/draws/stores.js';

const columns = `
  no, system, serial, seal, hash, mode, round, sealed_at AS "sealedAt", reveal_by AS "revealBy", sealed_by AS "sealedBy",
  is_sample AS "isSample", state, result, codes, stamp`;

/** One statement: whoever comes second finds the number taken, and no number is ever left out. */
const sealSql = `
  INSERT INTO draw (no, system, serial, seal, hash, mode, round, sealed_at, reveal_by, sealed_by, is_sample, state, codes)
  SELECT $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, 'sealed', '[]'
  WHERE CAST($3 AS bigint) = 1 + (SELECT COUNT(*) FROM draw WHERE system = $2)
  ON CONFLICT DO NOTHING`;

const addRoundSql =
  'INSERT INTO draw_round (draw, round, signature) VALUES ($1, $2, $3) ON CONFLICT (draw, round) DO NOTHING';

const addReceiptSql = `
  INSERT INTO draw_receipt (draw, n, kind, hash, receipt) SELECT $1, $2, $3, $4, $5
  WHERE CAST($2 AS bigint) = 1 + (SELECT COUNT(*) FROM draw_receipt WHERE draw = $1) ON CONFLICT DO NOTHING`;

const addEntrySql = `
  INSERT INTO draw_entry (draw, n, typed_by, typed_at, numbers) SELECT $1, $2, $3, $4, $5
  WHERE CAST($2 AS bigint) = 1 + (SELECT COUNT(*) FROM draw_entry WHERE draw = $1)
  AND EXISTS (SELECT 1 FROM draw WHERE no = $1 AND state = 'sealed') ON CONFLICT DO NOTHING`;

/** As many rows of a register as are kept together: a page of 40 kB. */
const rowsTogether = 500;

type Row = Omit<KeptDraw, 'codes' | 'isSample'> & { readonly codes: string; readonly isSample: number };

/** Draws; the SQL is the same for every database. */
export class StoredDraws implements DrawStore {
  constructor(private readonly database: Database) {}

  async last(system: string): Promise<KeptDraw | null> {
    return (await this.#some('system = $1 ORDER BY serial DESC LIMIT 1', [system]))[0] ?? null;
  }

  seal(
    draw: NewDraw,
    registers: Readonly<Partial<Record<RegisterPart, Iterable<KeptRow>>>>,
    secret: DrawSecret,
  ): Promise<boolean> {
    return this.database.writer.longTransaction(async (connection) => {
      const { no, system, serial, seal, hash, mode, round, sealedAt, revealBy, sealedBy, isSample } = draw;
      const named = [no, system, serial, seal, hash, mode];
      const values = [...named, round, sealedAt, revealBy, sealedBy, isSample ? 1 : 0];
      if ((await connection.run(sealSql, values)) === 0) return false;
      for (const part of ['register', 'people'] as const) await keepRows(connection, no, part, registers[part] ?? []);
      const secretSql = 'INSERT INTO draw_secret (draw, code, salt) VALUES ($1, $2, $3)';
      await connection.run(secretSql, [no, secret.code, secret.salt]);
      return true;
    });
  }

  async get(no: string): Promise<KeptDraw | null> {
    return (await this.#some('no = $1', [no]))[0] ?? null;
  }

  async bySerial(system: string, serial: number): Promise<KeptDraw | null> {
    return (await this.#some('system = $1 AND serial = $2', [system, serial]))[0] ?? null;
  }

  page(
    system: string | null,
    after: Pick<KeptDraw, 'sealedAt' | 'no'> | null,
    limit: number,
  ): Promise<readonly KeptDraw[]> {
    const { sealedAt, no } = after ?? { sealedAt: Number.MAX_SAFE_INTEGER, no: '' };
    const where = `(sealed_at, no) < ($1, $2) ${system === null ? '' : 'AND system = $4'}`;
    const values = [sealedAt, no, limit, ...(system === null ? [] : [system])];
    return this.#some(`${where} ORDER BY sealed_at DESC, no DESC LIMIT $3`, values);
  }

  unfinished(limit: number): Promise<readonly KeptDraw[]> {
    const where = "state IN ('sealed', 'out') OR (state = 'drawn' AND mode = 'sealed')";
    return this.#some(`${where} ORDER BY sealed_at, no LIMIT $1`, [limit]);
  }

  async *rows(no: string, part: RegisterPart): AsyncIterable<KeptRow> {
    const sql = `SELECT first_id AS "firstId", rows FROM draw_rows WHERE draw = $1 AND part = $2 AND first_id > $3
      ORDER BY first_id LIMIT 4`;
    for (let after = ''; ; ) {
      const pages = await this.database.reader.all<{ firstId: string; rows: string }>(sql, [no, part, after]);
      for (const { rows } of pages) yield* rowsIn(rows);
      const last = pages.at(-1);
      if (!last) return;
      after = last.firstId;
    }
  }

  async row(no: string, part: RegisterPart, id: string): Promise<KeptRow | null> {
    const sql =
      'SELECT rows FROM draw_rows WHERE draw = $1 AND part = $2 AND first_id <= $3 ORDER BY first_id DESC LIMIT 1';
    const page = await this.database.reader.one<{ rows: string }>(sql, [no, part, id]);
    return (page && rowsIn(page.rows).find((one) => one.id === id)) ?? null;
  }

  comeOut(no: string, kept: KeptRound | null): Promise<boolean> {
    const { round, signature } = kept ?? { round: 0, signature: null };
    return this.database.writer.transaction(async (connection) => {
      const sql = "UPDATE draw SET state = 'out' WHERE no = $1 AND round = $2 AND state = 'sealed'";
      if ((await connection.run(sql, [no, round])) === 0) return false;
      if (signature !== null) await connection.run(addRoundSql, [no, round, signature]);
      return true;
    });
  }

  async addRound(no: string, { round, signature }: KeptRound): Promise<void> {
    await this.#run(addRoundSql, [no, round, signature]);
  }

  rounds(no: string): Promise<readonly KeptRound[]> {
    return this.database.reader.all<KeptRound>(
      'SELECT round, signature FROM draw_round WHERE draw = $1 ORDER BY round',
      [no],
    );
  }

  async addEntry(no: string, { n, by, at, numbers }: KeptEntry): Promise<boolean> {
    return (await this.#run(addEntrySql, [no, n, by, at, numbers])) > 0;
  }

  entries(no: string): Promise<readonly KeptEntry[]> {
    return this.database.reader.all<KeptEntry>(
      'SELECT n, typed_by AS "by", typed_at AS "at", numbers FROM draw_entry WHERE draw = $1 ORDER BY n',
      [no],
    );
  }

  async addStamp(no: string, stamp: string): Promise<boolean> {
    return (await this.#run('UPDATE draw SET stamp = $2 WHERE no = $1 AND stamp IS NULL', [no, stamp])) > 0;
  }

  async conclude(no: string, result: string, codes: readonly string[]): Promise<boolean> {
    const sql = "UPDATE draw SET state = 'drawn', result = $2, codes = $3 WHERE no = $1 AND state = 'out'";
    return (await this.#run(sql, [no, result, JSON.stringify(codes)])) > 0;
  }

  async reveal(no: string): Promise<boolean> {
    return (await this.#run("UPDATE draw SET state = 'revealed' WHERE no = $1 AND state = 'drawn'", [no])) > 0;
  }

  addReceipt(
    no: string,
    { n, kind, hash, receipt }: KeptReceipt,
    { codes, isVoid }: { readonly codes?: readonly string[]; readonly isVoid?: true } = {},
  ): Promise<boolean> {
    return this.database.writer
      .transaction(async (connection) => {
        if (isVoid) {
          // Of two who come at once, the one who reveals and the one who is late, the first has it.
          const sql =
            "UPDATE draw SET state = 'void', result = NULL, codes = '[]' WHERE no = $1 AND state IN ('sealed', 'out', 'drawn')";
          if ((await connection.run(sql, [no])) === 0) return false;
        } else {
          // Whoever adds to a chain waits for whoever is adding.
          const sql = 'UPDATE draw SET codes = COALESCE($2, codes) WHERE no = $1';
          await connection.run(sql, [no, codes === undefined ? null : JSON.stringify(codes)]);
        }
        if ((await connection.run(addReceiptSql, [no, n, kind, hash, receipt])) > 0) return true;
        throw new ChainWentOn();
      })
      .catch((error: unknown) => {
        if (error instanceof ChainWentOn) return false;
        throw error;
      });
  }

  receipts(no: string): Promise<readonly KeptReceipt[]> {
    return this.database.reader.all<KeptReceipt>(
      'SELECT n, kind, hash, receipt FROM draw_receipt WHERE draw = $1 ORDER BY n',
      [no],
    );
  }

  lastReceipt(no: string): Promise<KeptReceipt | null> {
    return this.database.reader.one<KeptReceipt>(
      'SELECT n, kind, hash, receipt FROM draw_receipt WHERE draw = $1 ORDER BY n DESC LIMIT 1',
      [no],
    );
  }

  receiptsNaming(no: string, text: string): Promise<readonly KeptReceipt[]> {
    const value = JSON.stringify(text)
      .replace(/[|%_]/g, (sign) => `|${sign}`)
      .replaceAll('?', '_');
    return this.database.reader.all<KeptReceipt>(
      `SELECT n, kind, hash, receipt FROM draw_receipt WHERE draw = $1 AND receipt LIKE $2 ESCAPE '|' ORDER BY n`,
      [no, `%${value}%`],
    );
  }

  async counts(nos: readonly string[]): Promise<ReadonlyMap<string, Readonly<Record<string, number>>>> {
    const { dialect, reader } = this.database;
    const sql = `SELECT draw, kind, COUNT(*) AS n FROM draw_receipt WHERE ${dialect.isOneOf('draw', '$1', 'texts')} GROUP BY draw, kind`;
    const rows = await reader.all<{ draw: string; kind: string; n: number }>(sql, [dialect.texts(nos)]);
    const counts = new Map<string, Readonly<Record<string, number>>>();
    for (const { draw, kind, n } of rows) counts.set(draw, { ...counts.get(draw), [kind]: Number(n) });
    return counts;
  }

  secret(no: string): Promise<DrawSecret | null> {
    return this.database.reader.one<DrawSecret>('SELECT code, salt FROM draw_secret WHERE draw = $1', [no]);
  }

  #run(sql: string, values: readonly (string | number | null)[]): Promise<number> {
    return this.database.writer.statement((connection) => connection.run(sql, values));
  }

  async #some(where: string, values: Parameters<EitherConnection['all']>[1]): Promise<readonly KeptDraw[]> {
    const rows = await this.database.reader.all<Row>(`SELECT ${columns} FROM draw WHERE ${where}`, values);
    return rows.map((row) => ({ ...row, codes: JSON.parse(row.codes), isSample: row.isSample === 1 }));
  }
}

/** Somebody added a receipt meanwhile: what was to be written with this one is not. */
class ChainWentOn extends Error {}

async function keepRows(
  connection: EitherConnection,
  no: string,
  part: RegisterPart,
  rows: Iterable<KeptRow>,
): Promise<void> {
  const sql = 'INSERT INTO draw_rows (draw, part, first_id, rows) VALUES ($1, $2, $3, $4)';
  let page: KeptRow[] = [];
  const keep = async () => {
    const [first] = page;
    if (first) await connection.run(sql, [no, part, first.id, JSON.stringify(page.map(({ row }) => row))]);
    page = [];
  };
  for (const row of rows) {
    page.push(row);
    if (page.length === rowsTogether) await keep();
  }
  await keep();
}

function rowsIn(page: string): readonly KeptRow[] {
  return (JSON.parse(page) as readonly string[]).map((row) => ({ row, id: (JSON.parse(row) as { id: string }).id }));
}
