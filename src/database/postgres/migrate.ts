import { missingMigrations } from '../migrations.js';
import type { Connection } from './connection.js';
import { migrateLockSql } from './locks.js';
import { migrationsFolder } from './migrations-folder.js';
import type { Writer } from './writer.js';

/**
 * Brings the database to the newest form, each migration once and whole.
 * @returns the names of those applied now
 * @throws Error when a migration that was applied has been edited since, or is unknown here, or the database cannot hold
 * every character
 */
export function migrate(writer: Writer): Promise<readonly string[]> {
  return writer.longTransaction(async (connection) => {
    // Processes that start together take turns: the second finds the work done.
    await connection.exec(migrateLockSql);
    await refuseOtherEncodings(connection);
    await makeMigrationTable(connection);
    const applied = await connection.all<{ name: string; sha256: string }>('SELECT name, sha256 FROM migration');
    const missing = missingMigrations(migrationsFolder, applied);
    for (const { name, sql, sha256 } of missing) {
      await connection.exec(sql);
      await connection.run('INSERT INTO migration VALUES ($1, $2, extract(epoch FROM now())::bigint)', [name, sha256]);
    }
    return missing.map(({ name }) => name);
  });
}

async function refuseOtherEncodings(connection: Connection): Promise<void> {
  const row = await connection.one<{ server_encoding: string }>('SHOW server_encoding');
  if (row?.server_encoding === 'UTF8') return;
  const sql = "CREATE DATABASE … ENCODING 'UTF8' TEMPLATE template0";
  throw new Error(`the database is encoded in ${row?.server_encoding}, and needs UTF8. Make another: ${sql}`);
}

/** Made only when missing: a service whose role may not create tables can run on a database that is up to date. */
async function makeMigrationTable(connection: Connection): Promise<void> {
  const row = await connection.one<{ name: string | null }>("SELECT to_regclass('migration')::text AS name");
  if (row?.name) return;
  await connection.exec(
    'CREATE TABLE migration (name text PRIMARY KEY, sha256 text NOT NULL, applied_at bigint NOT NULL)',
  );
}
