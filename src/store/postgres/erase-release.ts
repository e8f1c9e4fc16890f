import type { Writer } from './writer.js';

const versionsPerDeletion = 20_000;

/** Deletes a release that never was a draft, a piece at a time: calls are answered in between. */
export async function eraseRelease(writer: Writer, release: number): Promise<void> {
  for (const table of ['version_key', 'version']) {
    const text = `
      DELETE FROM ${table} WHERE release = $1 AND line = ANY (ARRAY(
        SELECT line FROM ${table} WHERE release = $1 ORDER BY line LIMIT ${versionsPerDeletion}))`;
    let deleted = 1;
    while (deleted > 0) deleted = await writer.longTransaction((connection) => connection.run(text, [release]));
  }
  await writer.longTransaction(async (connection) => {
    const deleted = await connection.run("DELETE FROM release WHERE no = $1 AND state = 'loading'", [release]);
    if (deleted === 0) return;
    // Whoever was still adding to it has been waited for, and nobody can any more: this is the last of it.
    for (const table of ['version_key', 'version']) {
      await connection.run(`DELETE FROM ${table} WHERE release = $1`, [release]);
    }
  });
}
