import type { Connection } from '../../database/sqlite/connection.js';
import { type RecordKey, type Release, versionHash } from '../../domain/disclosure/release.js';
import { type ChainEnd, seal } from '../../domain/disclosure/release-steps.js';
import { RunningRoot } from '../../domain/disclosure/root.js';
import type { StagedVersion } from '../../domain/disclosure/stores.js';
import { addVersions, packVersions } from './bulk-insert.js';

interface OldRecord {
  readonly id: string;
  readonly fields: string;
}

const perPage = 2_000;

/**
 * The part of migration 0002 that SQL cannot do: records from before publication become each dataset's first release,
 * so that nothing that was imported is lost. Samples are left behind: an empty dataset gets them anew.
 */
export async function carryOver(connection: Connection): Promise<void> {
  const datasets = await connection.all<{ dataset: string }>(
    'SELECT DISTINCT dataset FROM record WHERE sample = 0 ORDER BY dataset',
  );
  for (const { dataset } of datasets) await carryDataset(connection, dataset);
  await connection.exec('DROP TABLE record_key; DROP TABLE record');
}

async function carryDataset(connection: Connection, dataset: string): Promise<void> {
  const first = await connection.one<OldRecord>('SELECT fields FROM record WHERE dataset = ? AND sample = 0', [
    dataset,
  ]);
  const columns = Object.keys(JSON.parse(first?.fields ?? '{}'));
  const release = await addRelease(connection, dataset, columns);
  const root = new RunningRoot();
  let line = 0;
  for (let after = ''; ; ) {
    const page = await connection.all<OldRecord>(
      'SELECT id, fields FROM record WHERE dataset = ? AND sample = 0 AND id > ? ORDER BY id LIMIT ?',
      [dataset, after, perPage],
    );
    const last = page.at(-1);
    if (!last) break;
    const keys = await keysOf(connection, dataset, page);
    const versions = page.map((record): StagedVersion => {
      const fields = JSON.parse(record.fields) as Record<string, string>;
      const values = JSON.stringify(columns.map((name) => fields[name] ?? ''));
      const parts = { id: record.id, change: 'published', line: ++line, values, raw: null, previous: null } as const;
      const version = { ...parts, keys: keys.get(record.id) ?? [] };
      return { ...version, hash: versionHash(dataset, version) };
    });
    root.add(versions);
    await addVersions(connection, [packVersions(release.no, versions)]);
    after = last.id;
  }
  await publish(connection, { ...release, versions: line, growth: line, root: root.conclude() });
}

async function addRelease(connection: Connection, dataset: string, columns: readonly string[]): Promise<Release> {
  const at = Date.now();
  const terms = {
    reason: '沿用此前已公开的记录',
    legalBasis: '',
    source: '迁移前的数据库',
    file: '',
    header: [],
    sha256: '',
  };
  const made = { madeBy: '迁移 0002', madeAt: at, fetchedAt: at, approvedBy: '常设批准', approvedAt: at };
  const row = await connection.one<{ no: number }>(
    `INSERT INTO release (dataset, state, sample, columns, reason, legal_basis, made_by, made_at, source, file, header,
       fetched_at, based_on, approved_by, approved_at)
     VALUES (?1, 'approved', 0, ?2, ?3, '', ?4, ?5, ?6, '', '[]', ?5, 0, ?7, ?5) RETURNING no`,
    [dataset, JSON.stringify(columns), terms.reason, made.madeBy, at, terms.source, made.approvedBy],
  );
  const unsealed = { publishedAt: null, position: null, previous: null, hash: null };
  const empty = { versions: 0, growth: 0, root: '' };
  return {
    ...{ no: row?.no ?? 0, dataset, state: 'approved', sample: false, columns },
    ...{ ...terms, ...made, ...unsealed, ...empty },
  };
}

async function keysOf(
  connection: Connection,
  dataset: string,
  page: readonly OldRecord[],
): Promise<ReadonlyMap<string, RecordKey[]>> {
  const rows = await connection.all<RecordKey & { id: string }>(
    `SELECT id, field, value FROM record_key WHERE dataset = ? AND id IN (SELECT value FROM json_each(?))`,
    [dataset, JSON.stringify(page.map(({ id }) => id))],
  );
  const keys = new Map<string, RecordKey[]>();
  for (const { id, field, value } of rows) keys.set(id, [...(keys.get(id) ?? []), { field, value }]);
  return keys;
}

async function publish(connection: Connection, release: Release): Promise<void> {
  const last = await connection.one<ChainEnd>(
    'SELECT position, published_at AS publishedAt, hash FROM release WHERE position IS NOT NULL ORDER BY position DESC',
  );
  const { no, versions, growth, root, publishedAt, position, previous, hash } = seal(release, last, Date.now());
  await connection.run(
    `UPDATE release SET versions = ?, growth = ?, root = ?, state = 'published', published_at = ?, position = ?,
       previous = ?, hash = ?
     WHERE no = ?`,
    [versions, growth, root, publishedAt, position, previous, hash, no],
  );
}
