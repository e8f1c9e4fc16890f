import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Connection } from './connection.js';

/**
 * Brings the database to the newest form, each migration once and whole.
 * @returns the names of those applied now
 * @throws Error when a migration that was applied has been edited since, or is unknown here
 */
export async function migrate(connection: Connection, folder: string): Promise<readonly string[]> {
  await connection.exec(
    'CREATE TABLE IF NOT EXISTS migration (name TEXT PRIMARY KEY, sha256 TEXT NOT NULL, applied_at INTEGER NOT NULL)',
  );
  const names = readdirSync(folder)
    .filter((name) => name.endsWith('.sql'))
    .sort();
  // Processes that start together take turns: the second finds the work done.
  await connection.run('BEGIN IMMEDIATE');
  try {
    const now = await applyMissing(connection, folder, names);
    await connection.run('COMMIT');
    return now;
  } catch (error) {
    await connection.run('ROLLBACK').catch(() => 0);
    throw error;
  }
}

async function applyMissing(connection: Connection, folder: string, names: readonly string[]): Promise<string[]> {
  const rows = await connection.all<{ name: string; sha256: string }>('SELECT name, sha256 FROM migration');
  const applied = new Map(rows.map((row) => [row.name, row.sha256]));
  const unknown = [...applied.keys()].filter((name) => !names.includes(name));
  if (unknown.length > 0) {
    throw new Error(`the database knows migrations that are not here: ${unknown.join(', ')}. Run the newer version.`);
  }
  const now: string[] = [];
  for (const name of names) {
    const sql = readFileSync(join(folder, name), 'utf8');
    const sha256 = createHash('sha256').update(sql).digest('hex');
    const before = applied.get(name);
    if (before === sha256) continue;
    if (before !== undefined) {
      throw new Error(`migration ${name} was edited after it was applied. Put it back, and add a new one.`);
    }
    await connection.exec(sql);
    await connection.run('INSERT INTO migration VALUES (?, ?, unixepoch())', [name, sha256]);
    now.push(name);
  }
  return now;
}
