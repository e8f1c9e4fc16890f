import { missingMigrations } from '../migrations.js';
import type { Connection } from './connection.js';
import { migrationsFolder } from './migrations-folder.js';

/** What belongs to migrations and is more than SQL can do, by their names; done in the same transaction. */
export type BeyondSql = Readonly<Record<string, (connection: Connection) => Promise<void>>>;

/**
 * Brings the database to the newest form, each migration once and whole.
 * @returns the names of those applied now
 * @throws Error when a migration that was applied has been edited since, or is unknown here
 */
export async function migrate(connection: Connection, beyondSql: BeyondSql): Promise<readonly string[]> {
  await connection.exec(
    'CREATE TABLE IF NOT EXISTS migration (name TEXT PRIMARY KEY, sha256 TEXT NOT NULL, applied_at INTEGER NOT NULL)',
  );
  // Processes that start together take turns: the second finds the work done.
  await connection.run('BEGIN IMMEDIATE');
  try {
    const now = await applyMissing(connection, beyondSql);
    await connection.run('COMMIT');
    return now;
  } catch (error) {
    await connection.run('ROLLBACK').catch(() => 0);
    throw error;
  }
}

async function applyMissing(connection: Connection, beyondSql: BeyondSql): Promise<string[]> {
  const applied = await connection.all<{ name: string; sha256: string }>('SELECT name, sha256 FROM migration');
  const missing = missingMigrations(migrationsFolder, applied);
  for (const { name, sql, sha256 } of missing) {
    await connection.exec(sql);
    await beyondSql[name]?.(connection);
    await connection.run('INSERT INTO migration VALUES (?, ?, unixepoch())', [name, sha256]);
  }
  return missing.map(({ name }) => name);
}
