import { Batch } from '../../database/batch.js';
import type { Database } from '../../database/database.js';
import type { Dialect } from '../../database/dialect.js';
import type { EitherReader } from '../../database/either-database.js';
import type { DisclosureRecord, PlacedRecord } from '../../domain/disclosure/record.js';
import type { RecordStore, ScanRequest } from '../../domain/disclosure/stores.js';
import { type RecordRow, recordColumns, recordOf } from './release-row.js';
import { releaseOfVersion, versions } from './steps.js';

const farFuture = Number.MAX_SAFE_INTEGER;
const maxTogether = 64;

const countSql = `
  SELECT CAST(coalesce(sum(growth), 0) AS bigint) AS n FROM release WHERE dataset = $1 AND position > 0`;

/** The published records; each query goes from the few rows that a key names to their releases. */
export class StoredRecords implements RecordStore {
  private readonly reader: EitherReader;
  private readonly sql: ReturnType<typeof queriesIn>;
  /** Callers who ask at the same time are answered by one query. */
  private readonly reads: Batch<RecordName, RecordRow | null>;

  constructor({ reader, dialect }: Database) {
    this.reader = reader;
    this.sql = queriesIn(dialect);
    this.reads = new Batch(async (wanted) => {
      const [only] = wanted;
      if (only && wanted.length === 1) return [await this.reader.one(this.sql.get, [only.id, only.dataset, farFuture])];
      const rows = await this.reader.all<RecordRow>(this.sql.getMany, [dialect.texts(wanted.map(({ id }) => id))]);
      const newest = new Map<string, RecordRow>();
      for (const row of rows) {
        const name = nameOf(row);
        if ((newest.get(name)?.position ?? 0) < row.position) newest.set(name, row);
      }
      return wanted.map((one) => newest.get(nameOf(one)) ?? null);
    }, maxTogether);
  }

  async get(dataset: string, id: string, asOf?: number): Promise<DisclosureRecord | null> {
    const row = await (asOf === undefined
      ? this.reads.add({ dataset, id })
      : this.reader.one<RecordRow>(this.sql.get, [id, dataset, asOf]));
    return row && recordOf(row);
  }

  async findByKey(dataset: string, field: string, value: string, limit: number): Promise<readonly DisclosureRecord[]> {
    const rows = await this.reader.all<RecordRow>(this.sql.findByKey, [value, field, dataset, farFuture, limit]);
    return rows.map(recordOf);
  }

  async findWithin(dataset: string, id: string, limit: number): Promise<readonly DisclosureRecord[]> {
    const rows = await this.reader.all<RecordRow>(this.sql.findWithin, [id, dataset]);
    const last = rows.filter((row, place) => rows[place + 1]?.id !== row.id);
    return last.slice(0, limit).map(recordOf);
  }

  async count(dataset: string): Promise<number> {
    return (await this.reader.one<{ n: number }>(countSql, [dataset]))?.n ?? 0;
  }

  async samples(dataset: string, limit: number): Promise<readonly DisclosureRecord[]> {
    return (await this.reader.all<RecordRow>(this.sql.samples, [dataset, farFuture, limit])).map(recordOf);
  }

  async scan({ dataset, after, limit, which, asOf = farFuture }: ScanRequest): Promise<readonly PlacedRecord[]> {
    const { position = 0, line = 0 } = after ?? {};
    const rows = await this.reader.all<RecordRow>(this.sql.scan[which], [dataset, asOf, position, line, limit]);
    return rows.map((row) => ({ ...recordOf(row), line: row.line }));
  }
}

type RecordName = Pick<RecordRow, 'dataset' | 'id'>;

const nameOf = ({ dataset, id }: RecordName): string => `${dataset}/${id}`;

function queriesIn({ inOrder, rowsOf }: Dialect) {
  /** True of a version that no later published version of its record has replaced by that moment. */
  const isInForce = (asOf: string) => `NOT EXISTS (
    SELECT 1 FROM ${inOrder([versions('w.id = v.id', 'w'), releaseOfVersion('w', 's')])}
    WHERE s.dataset = r.dataset AND s.position > r.position AND s.published_at <= ${asOf} LIMIT 1 OFFSET 0)`;
  const isNoTombstone = "v.change IN ('published', 'corrected')";
  // One release after another, and no more of each than the page can hold: each page begins where the last one ended.
  const pageOf = (condition: string) => {
    const release = 'r.dataset = $1 AND r.published_at <= $2 AND r.position >= $3 AND r.position > 0';
    const line = `v.line > CASE WHEN r.position = $3 THEN CAST($4 AS bigint) ELSE -1 END`;
    return `
      SELECT ${recordColumns} FROM ${inOrder([
        { table: 'release', as: 'r', where: release, order: 'r.position' },
        { ...versions(`v.release = r.no AND ${line} ${condition}`), order: 'v.line', limit: '$5' },
      ])}
      ORDER BY r.position, r.no, v.line LIMIT $5`;
  };
  return {
    get: `
      SELECT ${recordColumns} FROM ${inOrder([versions('v.id = $1'), releaseOfVersion()])}
      WHERE r.dataset = $2 AND r.position > 0 AND r.published_at <= $3
      ORDER BY r.position DESC LIMIT 1`,
    // Every published version of them: in which dataset, and which is the newest, is seen when they are there.
    getMany: `
      SELECT ${recordColumns} FROM ${inOrder([
        { table: rowsOf('$1'), as: 'wanted' },
        versions('v.id = wanted.value'),
        releaseOfVersion(),
      ])}
      WHERE r.position > 0`,
    findByKey: `
      SELECT ${recordColumns} FROM ${inOrder([
        { table: 'version_key', as: 'k', where: 'k.value = $1 AND k.field = $2' },
        { ...versions('v.release = k.release AND v.line = k.line'), isOne: true },
        releaseOfVersion(),
      ])}
      WHERE r.dataset = $3 AND r.position > 0 AND ${isInForce('$4')}
      ORDER BY v.id LIMIT $5`,
    // Every version of them, the one in force last: cheaper than to ask of each whether there is a later one. A 0 is the
    // sign that comes after a slash.
    findWithin: `
      SELECT ${recordColumns} FROM ${inOrder([versions("v.id > $1 || '/' AND v.id < $1 || '0'"), releaseOfVersion()])}
      WHERE r.dataset = $2 AND r.position > 0
      ORDER BY v.id, r.position`,
    samples: `
      SELECT ${recordColumns} FROM ${inOrder([
        { table: 'release', as: 'r', where: 'r.dataset = $1 AND r.position > 0 AND r.sample = 1' },
        versions('v.release = r.no'),
      ])}
      WHERE ${isNoTombstone} AND ${isInForce('$2')}
      ORDER BY v.id LIMIT $3`,
    scan: { all: pageOf(''), current: pageOf(`AND ${isNoTombstone} AND ${isInForce('$2')}`) },
  };
}
