import { readFileSync, writeFileSync } from 'node:fs';
import sqlite3 from 'sqlite3';

/**
 * Changes letters on the first page of a table or index, as a failing disk does: SQLite notices nothing.
 * @throws Error when the letters do not stand there
 */
export async function damage(file: string, tree: string, from: string, to: string): Promise<void> {
  const { root, size } = await placeOf(file, tree);
  const bytes = readFileSync(file);
  const page = bytes.subarray((root - 1) * size, root * size);
  const at = page.indexOf(from);
  if (at < 0) throw new Error(`"${from}" does not stand in ${tree}`);
  page.write(to, at);
  writeFileSync(file, bytes);
}

/** Fills the page on which a table or index begins with rubbish. */
export async function wipe(file: string, tree: string): Promise<void> {
  const { root, size } = await placeOf(file, tree);
  const bytes = readFileSync(file);
  bytes.fill(0xff, (root - 1) * size + 100, root * size);
  writeFileSync(file, bytes);
}

function placeOf(file: string, tree: string): Promise<{ root: number; size: number }> {
  const sql = 'SELECT rootpage AS root, page_size AS size FROM sqlite_master, pragma_page_size WHERE name = ?';
  return new Promise((done, fail) => {
    const opened = new sqlite3.Database(file, sqlite3.OPEN_READONLY);
    opened.get<{ root: number; size: number }>(sql, [tree], (error, row) => {
      opened.close(() => (error || !row ? fail(error ?? new Error(`there is no ${tree}`)) : done(row)));
    });
  });
}
