import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { suggestion } from '../authored/problem.js';
import { sqliteFile } from '../database/address.js';
import { inspectDatabase } from '../database/inspect.js';
import type { Store } from '../domain/store.js';
import { localTime } from '../domain/time/zone.js';
import { isThere, noDatabase, refuseOlder } from '../operations/database-not-ready.js';
import { type DatasetSchema, type Datasets, loadDatasets } from '../schemas/schema.js';
import { ServiceClock } from '../service/clock.js';
import { loadConfig } from '../service/config.js';
import { installation } from '../service/installation.js';
import { openStore } from '../store/open.js';
import { explain, UsageError } from './explain.js';

export { explain, UsageError };

/** What a command needs of the database, and does besides. */
export interface StoreNeeds {
  /** Whether a database that is not there is refused: without, it is made. One of an older version is always refused. */
  readonly mustExist?: boolean;
  /** The file that the command writes, if any: it is named when the disk is full. */
  readonly writes?: string | null;
}

/**
 * Does a command's work with the database open, and closes it. What goes wrong is told in a line. The clock is the
 * service's: `YIBO_CLOCK` sets it.
 * @returns the exit code: the work's own, 1 when it was refused, 2 for wrong usage
 */
export async function withStore(
  command: string,
  work: (store: Store, now: () => number) => Promise<number>,
  { mustExist = false, writes = null }: StoreNeeds = {},
): Promise<number> {
  return explained(command, writes, async ({ databaseUrl, clock }) => {
    const path = sqliteFile(databaseUrl);
    const file = path === null ? null : resolve(path);
    const isNew = file !== null && !existsSync(file);
    if (isNew && mustExist) throw noDatabase(file);
    refuseOlder(await inspectDatabase(databaseUrl));
    const store = await openStore(databaseUrl).finally(() => {
      // A mistyped address makes one too: whoever typed it should see so.
      if (isNew && existsSync(file)) process.stderr.write(`yibo ${command}: made a new database at ${file}\n`);
    });
    return closing(store, async () => {
      await store.migrate();
      return work(store, () => clock.now());
    });
  });
}

/**
 * Like withStore, for work that only looks: no database is made, nothing is written to one, and where there is none the command is refused,
 * for nothing that it could say would be true.
 */
export async function withStoreThere(
  command: string,
  work: (store: Store, now: () => number) => Promise<number>,
): Promise<number> {
  return withStoreIfAny(command, async (store, now) => {
    if (store) return work(store, now);
    const { databaseUrl } = loadConfig(process.env);
    throw noDatabase((await inspectDatabase(databaseUrl)).place);
  });
}

/**
 * Like withStoreThere, for work that has something to say without a database.
 * @param work is given null where there is no database yet
 */
export async function withStoreIfAny(
  command: string,
  work: (store: Store | null, now: () => number) => Promise<number>,
  { writes = null }: Pick<StoreNeeds, 'writes'> = {},
): Promise<number> {
  return explained(command, writes, async ({ databaseUrl, clock }) => {
    const now = () => clock.now();
    if (!isThere(await inspectDatabase(databaseUrl))) return work(null, now);
    const store = await openStore(databaseUrl);
    return closing(store, () => work(store, now));
  });
}

interface Here {
  readonly databaseUrl: string;
  readonly clock: ServiceClock;
}

async function explained(
  command: string,
  writes: string | null,
  work: (here: Here) => Promise<number>,
): Promise<number> {
  try {
    const { databaseUrl, clockStartsAt } = loadConfig(process.env);
    return await work({ databaseUrl, clock: new ServiceClock(clockStartsAt) });
  } catch (error) {
    return explain(command, error, writes);
  }
}

async function closing(store: Store, work: () => Promise<number>): Promise<number> {
  try {
    return await work();
  } finally {
    await store.close();
  }
}

/** @throws UsageError with the names that there are */
export function datasetNamed(name: string, datasets: Datasets = loadDatasets(installation().data)): DatasetSchema {
  const found = datasets.get(name) ?? datasets.get(name.toLowerCase().replaceAll('_', '-'));
  if (found) return found;
  const names = [...datasets.keys()];
  const hint = suggestion(name, names);
  const list = hint.includes('Known are') ? '' : ` Known are: ${names.join(', ')}.`;
  throw new UsageError(`"${name}" is no dataset.${hint}${list}`);
}

/** @throws UsageError */
export function releaseNamed(text: string): number {
  if (/^[1-9]\d{0,9}$/.test(text)) return Number(text);
  throw new UsageError(`"${text}" is no number of a release. See yibo releases.`);
}

/** @throws UsageError */
export function momentNamed(option: string, text: string): number {
  const at = Date.parse(text);
  if (/^\d{4}-\d\d-\d\dT.*(Z|[+-]\d\d:\d\d)$/.test(text) && !Number.isNaN(at)) return at;
  throw new UsageError(`${option} "${text}" is no time. Write it like 2016-10-21T10:00:00+08:00.`);
}

/** @returns `2016-10-21 10:00` in Asia/Shanghai */
export function shownTime(at: number | null): string {
  if (at === null) return '';
  const { day, minuteOfDay } = localTime(at);
  const two = (n: number) => String(n).padStart(2, '0');
  return `${day} ${two(Math.floor(minuteOfDay / 60))}:${two(minuteOfDay % 60)}`;
}

/** Columns lined up, also where they hold Chinese, whose characters are two wide. */
export function table(rows: readonly (readonly string[])[]): string {
  const width = (text: string) => [...text].reduce((sum, one) => sum + (/[\u1100-\uffef]/.test(one) ? 2 : 1), 0);
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => width(row[column] ?? ''))));
  const padded = (text: string, column: number) => text + ' '.repeat((widths[column] ?? 0) - width(text));
  return rows.map((row) => `${row.map(padded).join('  ').trimEnd()}\n`).join('');
}
