import type { Pool } from './pool.js';

/** What only one process at a time may do. Advisory locks are numbers; these begin with "yibo" in ASCII. */
const namespace = 0x7969626f;

/** Held by whoever migrates, for the transaction. */
export const migrateLockSql = `SELECT pg_advisory_xact_lock(${namespace}, 1)`;

/** Held by whoever adds to the chain of published releases, for the transaction. */
export const chainLockSql = `SELECT pg_advisory_xact_lock(${namespace}, 2)`;

/**
 * Takes the right to load a release, on a connection of its own: it ends with the process, however that ends.
 * @returns a function that gives it back; null while another has it
 */
export async function takeLoadLock(pool: Pool): Promise<(() => Promise<void>) | null> {
  const { connection, end } = await pool.alone();
  const row = await connection
    .one<{ taken: boolean }>(`SELECT pg_try_advisory_lock(${namespace}, 3) AS taken`)
    .catch(async (error: unknown) => {
      await end();
      throw error;
    });
  if (row?.taken) {
    return async () => {
      await connection.exec(`SELECT pg_advisory_unlock(${namespace}, 3)`).catch(() => undefined);
      await end();
    };
  }
  await end();
  return null;
}
