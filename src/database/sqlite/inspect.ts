import { accessSync, constants, existsSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import type { Inspection } from '../../domain/care/inspection.js';
import { contentsOf } from '../contents.js';
import { migrationsFolder } from './migrations-folder.js';
import { type Queries, reading } from './reading.js';

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

async function readContents(queries: Pick<Queries, 'all'>) {
  const sql = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'";
  const names = (await queries.all<{ name: string }>(sql)).map(({ name }) => name);
  return contentsOf(queries, { present: new Set(names), isShared: false, folder: migrationsFolder });
}

/** What the pages take together, those in the log among them. */
async function sizeOf(queries: Pick<Queries, 'all'>): Promise<number> {
  const [row] = await queries.all<{ bytes: number }>(
    'SELECT page_count * page_size AS bytes FROM pragma_page_count, pragma_page_size',
  );
  return row?.bytes ?? 0;
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
