import type { Store } from '../../domain/store.js';
import type { Datasets } from '../../schemas/schema.js';
import { Chain } from './chain.js';

/** A dataset that is public in the database, and that no folder of `data/` tells of. */
export interface DatasetWithoutFolder {
  readonly name: string;
  /** Its records in force. */
  readonly count: number;
}

/**
 * Finds what is public and cannot be served: without its schema nobody can ask for its records, and no term ends their
 * publication. Its folder was renamed or deleted.
 */
export async function withoutFolder(
  { records, publications }: Pick<Store, 'records' | 'publications'>,
  datasets: Datasets,
): Promise<readonly DatasetWithoutFolder[]> {
  const { datasets: published } = await new Chain(publications).head();
  const found: DatasetWithoutFolder[] = [];
  for (const name of published) {
    const count = datasets.has(name) ? 0 : await records.count(name);
    if (count > 0) found.push({ name, count });
  }
  return found;
}

/** @returns what that means, and what to do, for the operator */
export function withoutFolderText({ name, count }: DatasetWithoutFolder): string {
  const what = `${count.toLocaleString('en-US')} record(s) of "${name}" are public in the database, but data/${name}/ has no schema.json`;
  return `${what}: nobody can ask for them, and no term ends their publication. Put the folder back.`;
}
