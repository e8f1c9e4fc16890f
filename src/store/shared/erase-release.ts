import type { EitherWriter } from '../../database/either-database.js';

const rowsPerPiece = 5_000;

/** The next rows of a release, up to the line that the last of them is on. */
const pieceSql = (table: string) => `
  DELETE FROM ${table} WHERE release = $1 AND line <= coalesce(
    (SELECT line FROM ${table} WHERE release = $1 ORDER BY line LIMIT 1 OFFSET ${rowsPerPiece - 1}),
    ${Number.MAX_SAFE_INTEGER})`;

const tables = ['version_key', 'version'] as const;

/**
 * Deletes a release that never was a draft, a piece at a time: calls are answered in between.
 * @param afterPiece gives back what the piece has taken beside the tables, on a disk that may be nearly full
 */
export async function eraseRelease(
  writer: EitherWriter,
  release: number,
  afterPiece: () => Promise<void>,
): Promise<void> {
  for (const table of tables) {
    const sql = pieceSql(table);
    let deleted = 1;
    while (deleted > 0) {
      deleted = await writer.longTransaction((connection) => connection.run(sql, [release]));
      await afterPiece();
    }
  }
  await writer.longTransaction(async (connection) => {
    const deleted = await connection.run("DELETE FROM release WHERE no = $1 AND state = 'loading'", [release]);
    if (deleted === 0) return;
    // Whoever was still adding to it has been waited for, and nobody can any more: this is the last of it.
    for (const table of tables) await connection.run(`DELETE FROM ${table} WHERE release = $1`, [release]);
  });
}
