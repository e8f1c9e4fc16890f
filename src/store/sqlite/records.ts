import type { DisclosureRecord, PlacedRecord } from '../../domain/disclosure/record.js';
import type { RecordStore, ScanRequest } from '../../domain/disclosure/stores.js';
import { lastOfEach, type RecordRow, recordColumns, recordOf } from '../release-row.js';
import type { Connection } from './connection.js';

const farFuture = Number.MAX_SAFE_INTEGER;

// CROSS JOIN keeps the tables in this order: from the one row that the key names to its release.
const getSql = `
  SELECT ${recordColumns} FROM version v CROSS JOIN release r ON r.no = v.release
  WHERE v.id = ? AND r.dataset = ? AND r.position > 0 AND r.published_at <= ?
  ORDER BY r.position DESC LIMIT 1`;

/** True of a version that no later published version of its record has replaced by that moment. */
const isInForce = `NOT EXISTS (
  SELECT 1 FROM version w CROSS JOIN release s ON s.no = w.release
  WHERE w.id = v.id AND s.dataset = r.dataset AND s.position > r.position AND s.published_at <= ?)`;

const findByKeySql = `
  SELECT ${recordColumns} FROM version_key k
  CROSS JOIN version v ON v.release = k.release AND v.line = k.line
  CROSS JOIN release r ON r.no = v.release
  WHERE k.value = ? AND k.field = ? AND r.dataset = ? AND r.position > 0 AND ${isInForce}
  ORDER BY v.id LIMIT ?`;

// Every version of them, the one in force last: cheaper than to ask of each whether there is a later one. A 0 is the sign
// that comes after a slash.
const findWithinSql = `
  SELECT ${recordColumns} FROM version v CROSS JOIN release r ON r.no = v.release
  WHERE v.id > ?1 || '/' AND v.id < ?1 || '0' AND r.dataset = ?2 AND r.position > 0
  ORDER BY v.id, r.position`;

const samplesSql = `
  SELECT ${recordColumns} FROM release r CROSS JOIN version v ON v.release = r.no
  WHERE r.dataset = ? AND r.position > 0 AND r.sample = 1
    AND v.change IN ('published', 'corrected') AND ${isInForce}
  ORDER BY v.id LIMIT ?`;

export class SqliteRecords implements RecordStore {
  constructor(private readonly reader: Connection) {}

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
    const sql = 'SELECT coalesce(sum(growth), 0) AS n FROM release WHERE dataset = ? AND position > 0';
    return (await this.reader.one<{ n: number }>(sql, [dataset]))?.n ?? 0;
  }

  async samples(dataset: string, limit: number): Promise<readonly DisclosureRecord[]> {
    return (await this.reader.all<RecordRow>(samplesSql, [dataset, farFuture, limit])).map(recordOf);
  }

  async scan({ dataset, after, limit, which, asOf = farFuture }: ScanRequest): Promise<readonly PlacedRecord[]> {
    const { position = 0, line = 0 } = after ?? {};
    // Written so that each page begins where the last one ended, with nothing to sort.
    const sql = `
      SELECT ${recordColumns} FROM release r CROSS JOIN version v ON v.release = r.no
      WHERE r.dataset = ? AND r.published_at <= ? AND r.position >= ? AND r.position > 0
        AND v.line > CASE WHEN r.position = ? THEN ? ELSE -1 END
      ${which === 'current' ? `AND v.change IN ('published', 'corrected') AND ${isInForce}` : ''}
      ORDER BY r.position, r.no, v.line LIMIT ?`;
    const moments = which === 'current' ? [asOf] : [];
    const rows = await this.reader.all<RecordRow>(sql, [dataset, asOf, position, position, line, ...moments, limit]);
    return rows.map((row) => ({ ...recordOf(row), line: row.line }));
  }
}
