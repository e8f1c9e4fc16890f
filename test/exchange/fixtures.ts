import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { isTombstone, type Release, type ReleasePlan, versionHash } from '../../src/domain/disclosure/release.js';
import type { Store } from '../../src/domain/store.js';
import { type DatasetSchema, loadDatasets } from '../../src/schemas/schema.js';
import { openStore } from '../../src/store/open.js';
import { afterThis, folderOfFile } from '../left-behind.js';

let count = 0;

/** A new database in a file of its own, closed after the test. */
export async function emptyStore(): Promise<Store> {
  const store = await openStore(`sqlite:${join(folderOfFile('yibo-exchange-'), `${++count}.db`)}`);
  await store.migrate();
  afterThis('test', () => store.close());
  return store;
}

/** @returns a path where nothing is */
export function pathOf(name: string): string {
  return join(folderOfFile('yibo-exchange-'), `${++count}-${name}`);
}

const field = (name: string, title: string, more: object = {}) => ({ name, title, type: 'string', ...more });

/** Writes a folder of datasets such as `data/` is; one whose name begins with `secret` is answered one record at a time. */
export function dataFolderOf(...names: readonly string[]): string {
  const data = pathOf('data');
  for (const name of names) {
    const isSecret = name.startsWith('secret');
    mkdirSync(join(data, name), { recursive: true });
    const schema = {
      name,
      title: `进口奶酪 ${name}`,
      description: 'One row per lot.',
      sources: [{ title: "the bureau's own system" }],
      licenses: [{ name: 'CC0-1.0' }],
      missingValues: ['', 'None'],
      yibo: { id: ['lot_no'], keys: [], ...(isSecret && { access: 'lookup', proof: ['name'] }) },
      fields: [
        field('lot_no', '批号', { constraints: { required: true } }),
        field('name', '品名', { constraints: { required: isSecret } }),
        field('made_on', '生产日期', { type: 'date' }),
        field('fat', '脂肪', { type: 'number' }),
        field('note', '备注'),
      ],
    };
    writeFileSync(join(data, name, 'schema.json'), JSON.stringify(schema, null, 2));
  }
  return data;
}

const datasets = loadDatasets(dataFolderOf('cheeses', 'secret-cheeses'));

/** The cheeses after a field was taken out of their schema. */
export function cheesesWithout(fieldName: string): DatasetSchema {
  const data = dataFolderOf('cheeses');
  const file = join(data, 'cheeses/schema.json');
  const schema = JSON.parse(readFileSync(file, 'utf8')) as { fields: { name: string }[] };
  const fields = schema.fields.filter(({ name }) => name !== fieldName);
  writeFileSync(file, JSON.stringify({ ...schema, fields }));
  const changed = loadDatasets(data).get('cheeses');
  if (!changed) throw new Error('no cheeses');
  return changed;
}

export function cheeses(name = 'cheeses'): DatasetSchema {
  const found = datasets.get(name);
  if (!found) throw new Error(`no dataset ${name}`);
  return found;
}

/** A row of cheeses: its values behind the lot number; null withdraws it. */
export type Row = readonly [id: string, values: readonly string[] | null, change?: 'withdrawn' | 'expired'];

export interface PublishOptions {
  readonly dataset?: string;
  readonly sample?: boolean;
  readonly at?: number;
  readonly reason?: string;
}

/** Publishes rows as one release, past every check of a file: whatever can be in the database. */
export async function publish(store: Store, rows: readonly Row[], options: PublishOptions = {}): Promise<Release> {
  const { dataset = 'cheeses', sample = false, at = 1000, reason = '例行公开' } = options;
  const plan: ReleasePlan = {
    dataset,
    sample,
    reason,
    columns: ['lot_no', 'name', 'made_on', 'fat', 'note'],
    header: [],
    file: '',
    legalBasis: '《政府信息公开条例》',
    madeBy: '张三',
    madeAt: at,
    source: '检验系统',
    fetchedAt: at,
  };
  const ids = rows.map(([id]) => id);
  const before = await store.publications.inForce(dataset, ids);
  let growth = 0;
  const versions = rows.map(([id, values, ended = 'withdrawn'], place) => {
    const old = before.get(id);
    const change = values === null ? ended : old ? ('corrected' as const) : ('published' as const);
    growth += Number(!isTombstone(change)) - Number(old !== undefined && !isTombstone(old.change));
    const texts = JSON.stringify([id, ...(values ?? ['', '', '', ''])]);
    const version = { id, change, line: place + 1, values: texts, raw: null, previous: old?.hash ?? null, keys: [] };
    return { ...version, hash: versionHash(dataset, version) };
  });
  const root = createHash('sha256')
    .update(versions.map(({ hash }) => hash).join(''))
    .digest('hex');
  const body = { sha256: '', versions: versions.length, growth, root };
  const no = await store.publications.draft(plan, body, versions);
  await store.publications.approve(no, '李四', at);
  return store.publications.publish(no, at);
}

/** @returns what is in force, as `id` to its fields */
export async function inForce(store: Store, dataset = 'cheeses'): Promise<Record<string, unknown>> {
  const records = await store.records.scan({ dataset, limit: 1_000_000, which: 'current' });
  return Object.fromEntries(records.map(({ id, fields }) => [id, fields]));
}

/** @returns the same store, where something happens each time after a page of versions was read */
export function interrupted(store: Store, happen: (scans: number) => Promise<unknown> | undefined): Store {
  let scans = 0;
  const scan: Store['records']['scan'] = async (asked) => {
    const page = await store.records.scan(asked);
    await happen(++scans);
    return page;
  };
  return { ...store, records: Object.assign(Object.create(store.records) as Store['records'], { scan }) };
}
