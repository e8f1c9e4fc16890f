import { type RecordKey, versionHash } from '../../domain/disclosure/release.js';
import { seal } from '../../domain/disclosure/release-steps.js';
import { RunningRoot } from '../../domain/disclosure/root.js';
import type { StagedVersion } from '../../domain/disclosure/stores.js';
import { chainEndOf, type ReleaseRow, releaseOf } from '../release-row.js';
import { addVersions, packVersions } from './bulk-insert.js';
import type { Connection } from './connection.js';

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
  const no = await addRelease(connection, dataset, columns);
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
    await addVersions(connection, [packVersions(no, versions)]);
    after = last.id;
  }
  await publish(connection, no, line, root.conclude());
}

async function addRelease(connection: Connection, dataset: string, columns: readonly string[]): Promise<number> {
  const row = await connection.one<{ no: number }>(
    `INSERT INTO release (dataset, state, sample, columns, reason, legal_basis, made_by, made_at, source, file, header,
       fetched_at, based_on, approved_by, approved_at)
     VALUES (?1, 'approved', 0, ?2, '沿用此前已公开的记录', '', '迁移 0002', ?3, '迁移前的数据库', '', '[]', ?3, 0, '常设批准', ?3)
     RETURNING no`,
    [dataset, JSON.stringify(columns), Date.now()],
  );
  return row?.no ?? 0;
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

async function publish(connection: Connection, no: number, versions: number, root: string): Promise<void> {
  await connection.run('UPDATE release SET versions = ?, growth = ?, root = ? WHERE no = ?', [
    versions,
    versions,
    root,
    no,
  ]);
  const row = await connection.one<ReleaseRow>('SELECT * FROM release WHERE no = ?', [no]);
  const last = await connection.one<ReleaseRow>(
    'SELECT * FROM release WHERE position IS NOT NULL ORDER BY position DESC',
  );
  if (!row) throw new Error(`release ${no} is not there`);
  const { publishedAt, position, previous, hash } = seal(releaseOf(row), last && chainEndOf(last), Date.now());
  await connection.run(
    "UPDATE release SET state = 'published', published_at = ?, position = ?, previous = ?, hash = ? WHERE no = ?",
    [publishedAt, position, previous, hash, no],
  );
}
