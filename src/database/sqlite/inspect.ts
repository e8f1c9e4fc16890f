import { accessSync, constants, existsSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import sqlite3 from 'sqlite3';
import type { Inspection } from '../../domain/care/inspection.js';
import { contentsOf } from '../contents.js';
import { migrationsFolder } from './migrations-folder.js';

interface Queries {
  all<Row>(sql: string): Promise<Row[]>;
}

/** @throws Error when the file cannot be read as a database */
export async function inspectSqlite(path: string): Promise<Inspection> {
  const file = resolve(path);
  const exists = existsSync(file);
  const all: Queries['all'] = async () => [];
  const [contents, bytes] = exists
    ? await reading(file, async (queries) => [await readContents(queries), await sizeOf(queries)] as const)
    : [await readContents({ all }), 0];
  return { ...contents, place: file, file, exists, bytes, readOnly: exists ? whyReadOnly(file) : null };
}

/** @throws Error when the file cannot be read as a database */
export async function damageIn(path: string): Promise<readonly string[]> {
  const file = resolve(path);
  if (!existsSync(file)) return [];
  const rows = await reading(file, (queries) => queries.all<{ quick_check: string }>('PRAGMA quick_check(5)'));
  return rows.map((row) => row.quick_check).filter((said) => said !== 'ok');
}

async function readContents(queries: Queries) {
  const sql = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'";
  const names = (await queries.all<{ name: string }>(sql)).map(({ name }) => name);
  return contentsOf(queries, { present: new Set(names), isShared: false, folder: migrationsFolder });
}

/** What the pages take together, those in the log among them. */
async function sizeOf(queries: Queries): Promise<number> {
  const [row] = await queries.all<{ bytes: number }>(
    'SELECT page_count * page_size AS bytes FROM pragma_page_count, pragma_page_size',
  );
  return row?.bytes ?? 0;
}

/**
 * Opens the file for one reading. Without a log beside it, SQLite is told that the file will not change: it would make
 * a log else, and leave it there under this user's name. What others write meanwhile goes to a log of theirs.
 */
async function reading<T>(file: string, work: (queries: Queries) => Promise<T>): Promise<T> {
  const address = pathToFileURL(file).href + (existsSync(`${file}-wal`) ? '' : '?immutable=1');
  const database = await new Promise<sqlite3.Database>((done, fail) => {
    const mode = sqlite3.OPEN_READONLY | sqlite3.OPEN_URI;
    const opened = new sqlite3.Database(address, mode, (error) => (error ? fail(error) : done(opened)));
  });
  database.configure('busyTimeout', 10_000);
  try {
    return await work({
      all: <Row>(sql: string) =>
        new Promise<Row[]>((done, fail) => {
          database.all<Row>(sql, (error, rows) => (error ? fail(error) : done(rows)));
        }),
    });
  } finally {
    await new Promise<void>((done) => database.close(() => done()));
  }
}

/** SQLite writes a log beside the file, so the folder counts too. */
function whyReadOnly(file: string): string | null {
  for (const [path, what] of [
    [file, 'the file'],
    [dirname(file), 'its folder'],
  ] as const) {
    try {
      accessSync(path, constants.W_OK);
    } catch {
      return `this user may not write to ${what} ${path}. Run as the user who owns it, or give it to this one.`;
    }
  }
  return null;
}
