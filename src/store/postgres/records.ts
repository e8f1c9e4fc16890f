import type { DisclosureRecord, PlacedRecord } from '../../domain/disclosure/record.js';
import type { RecordStore, ScanRequest } from '../../domain/disclosure/stores.js';
import { lastOfEach, type RecordRow, recordColumns, recordOf } from '../release-row.js';
import type { Reader } from './reader.js';

const farFuture = Number.MAX_SAFE_INTEGER;

// OFFSET 0, or LIMIT 1 where there is only one, keeps the steps in this order: from the few rows that the key names to
// their releases. Left to itself the planner may begin with the newest release, and look through them all.
const getSql = `
  SELECT ${recordColumns} FROM (SELECT * FROM version WHERE id = $1 OFFSET 0) AS v
  CROSS JOIN LATERAL (SELECT * FROM release WHERE no = v.release LIMIT 1) AS r
  WHERE r.dataset = $2 AND r.position > 0 AND r.published_at <= $3
  ORDER BY r.position DESC LIMIT 1`;

/** @returns a condition, true of a version that no later published version of its record has replaced by that moment */
function isInForce(asOf: string): string {
  return `NOT EXISTS (
    SELECT 1 FROM (SELECT release FROM version WHERE id = v.id OFFSET 0) AS w
    CROSS JOIN LATERAL (SELECT * FROM release WHERE no = w.release LIMIT 1) AS s
    WHERE s.dataset = r.dataset AND s.position > r.position AND s.published_at <= ${asOf} OFFSET 0)`;
}

const findByKeySql = `
  SELECT ${recordColumns}
  FROM (SELECT release, line FROM version_key WHERE value = $1 AND field = $2 OFFSET 0) AS k
  CROSS JOIN LATERAL (SELECT * FROM version WHERE release = k.release AND line = k.line LIMIT 1) AS v
  CROSS JOIN LATERAL (SELECT * FROM release WHERE no = k.release LIMIT 1) AS r
  WHERE r.dataset = $3 AND r.position > 0 AND ${isInForce('$4')}
  ORDER BY v.id LIMIT $5`;

// Every version of them, the one in force last: cheaper than to ask of each whether there is a later one. A 0 is the sign
// that comes after a slash.
const findWithinSql = `
  SELECT ${recordColumns} FROM (SELECT * FROM version WHERE id > $1 || '/' AND id < $1 || '0' OFFSET 0) AS v
  CROSS JOIN LATERAL (SELECT * FROM release WHERE no = v.release LIMIT 1) AS r
  WHERE r.dataset = $2 AND r.position > 0
  ORDER BY v.id, r.position`;

const samplesSql = `
  SELECT ${recordColumns}
  FROM (SELECT * FROM release WHERE dataset = $1 AND position > 0 AND sample = 1 OFFSET 0) AS r
  CROSS JOIN LATERAL (SELECT * FROM version WHERE release = r.no OFFSET 0) AS v
  WHERE v.change IN ('published', 'corrected') AND ${isInForce('$2')}
  ORDER BY v.id LIMIT $3`;

// One release after another, and no more of each than the page can hold.
const scanSql = (condition: string) => `
  SELECT ${recordColumns}
  FROM (
    SELECT * FROM release WHERE dataset = $1 AND published_at <= $2 AND position >= $3 AND position > 0 ORDER BY position OFFSET 0
  ) AS r
  CROSS JOIN LATERAL (
    SELECT * FROM version AS v
    WHERE release = r.no AND line > CASE WHEN r.position = $3 THEN $4::bigint ELSE -1 END ${condition}
    ORDER BY line LIMIT $5
  ) AS v
  ORDER BY r.position, v.line LIMIT $5`;

const scanSqls = {
  all: scanSql(''),
  current: scanSql(`AND change IN ('published', 'corrected') AND ${isInForce('$2')}`),
};

export class PostgresRecords implements RecordStore {
  constructor(private readonly reader: Reader) {}

  async get(dataset: string, id: string, asOf = farFuture): Promise<DisclosureRecord | null> {
    const row = await this.reader.one<RecordRow>(getSql, [id, dataset, asOf]);
    return row && recordOf(row);
  }

  async findByKey(dataset: string, field: string, value: string, limit: number): Promise<readonly DisclosureRecord[]> {
    const rows = await this.reader.all<RecordRow>(findByKeySql, [value, field, dataset, farFuture, limit]);
    return rows.map(recordOf);
  }

  async findWithin(dataset: string, id: string, limit: number): Promise<readonly DisclosureRecord[]> {
    const rows = await this.reader.all<RecordRow>(findWithinSql, [id, dataset]);
    return lastOfEach(rows).slice(0, limit).map(recordOf);
  }

  async count(dataset: string): Promise<number> {
    const sql = 'SELECT coalesce(sum(growth), 0)::bigint AS n FROM release WHERE dataset = $1 AND position > 0';
    return (await this.reader.one<{ n: number }>(sql, [dataset]))?.n ?? 0;
  }

  async samples(dataset: string, limit: number): Promise<readonly DisclosureRecord[]> {
    return (await this.reader.all<RecordRow>(samplesSql, [dataset, farFuture, limit])).map(recordOf);
  }

  async scan({ dataset, after, limit, which, asOf = farFuture }: ScanRequest): Promise<readonly PlacedRecord[]> {
    const { position = 0, line = 0 } = after ?? {};
    const rows = await this.reader.all<RecordRow>(scanSqls[which], [dataset, asOf, position, line, limit]);
    return rows.map((row) => ({ ...recordOf(row), line: row.line }));
  }
}
