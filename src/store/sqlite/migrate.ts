import { missingMigrations } from '../migrations.js';
import { carryOver } from './carry-over.js';
import type { Connection } from './connection.js';

/** What belongs to a migration and is more than SQL can do; in the same transaction. */
const more: Readonly<Record<string, (connection: Connection) => Promise<void>>> = {
  '0002-publication.sql': carryOver,
};

/**
 * Brings the database to the newest form, each migration once and whole.
 * @returns the names of those applied now
 * @throws Error when a migration that was applied has been edited since, or is unknown here
 */
export async function migrate(connection: Connection, folder: string): Promise<readonly string[]> {
  await connection.exec(
    'CREATE TABLE IF NOT EXISTS migration (name TEXT PRIMARY KEY, sha256 TEXT NOT NULL, applied_at INTEGER NOT NULL)',
  );
  // Processes that start together take turns: the second finds the work done.
  await connection.run('BEGIN IMMEDIATE');
  try {
    const now = await applyMissing(connection, folder);
    await connection.run('COMMIT');
    return now;
  } catch (error) {
    await connection.run('ROLLBACK').catch(() => 0);
    throw error;
  }
}

async function applyMissing(connection: Connection, folder: string): Promise<string[]> {
  const applied = await connection.all<{ name: string; sha256: string }>('SELECT name, sha256 FROM migration');
  const missing = missingMigrations(folder, applied);
  for (const { name, sql, sha256 } of missing) {
    await connection.exec(sql);
    await more[name]?.(connection);
    await connection.run('INSERT INTO migration VALUES (?, ?, unixepoch())', [name, sha256]);
  }
  return missing.map(({ name }) => name);
}
