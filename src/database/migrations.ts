import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A step that brings a database nearer to its newest form. */
export interface Migration {
  readonly name: string;
  readonly sql: string;
  readonly sha256: string;
}

/**
 * @param applied what the database says it has had
 * @returns the migrations of a folder that it has not had, in their order
 * @throws Error when a migration that was applied has been edited since, or is unknown here
 */
export function missingMigrations(
  folder: string,
  applied: readonly Pick<Migration, 'name' | 'sha256'>[],
): readonly Migration[] {
  const names = readdirSync(folder).filter((name) => name.endsWith('.sql'));
  const unknown = applied.filter(({ name }) => !names.includes(name));
  if (unknown.length > 0) {
    const which = unknown.map(({ name }) => name).join(', ');
    throw new Error(`the database knows migrations that are not here: ${which}. Run the newer version.`);
  }
  const before = new Map(applied.map(({ name, sha256 }) => [name, sha256]));
  const missing: Migration[] = [];
  for (const name of names.sort()) {
    const sql = readFileSync(join(folder, name), 'utf8');
    const sha256 = createHash('sha256').update(sql).digest('hex');
    if (!before.has(name)) missing.push({ name, sql, sha256 });
    else if (before.get(name) !== sha256) {
      throw new Error(`migration ${name} was edited after it was applied. Put it back, and add a new one.`);
    }
  }
  return missing;
}
