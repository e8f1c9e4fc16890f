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
  const applied = new Map(
    (await connection.all<{ name: string; sha256: string }>('SELECT name, sha256 FROM migration')).map((row) => [
      row.name,
      row.sha256,
    ]),
  );
  const names = readdirSync(folder)
    .filter((name) => name.endsWith('.sql'))
    .sort();
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
    if (before !== undefined)
      throw new Error(`migration ${name} was edited after it was applied. Put it back, add a new one.`);
    await connection.exec(
      `BEGIN IMMEDIATE;\n${sql}\nINSERT INTO migration VALUES ('${name}', '${sha256}', unixepoch());\nCOMMIT;`,
    );
    now.push(name);
  }
  return now;
}
