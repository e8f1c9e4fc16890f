import type { Cursor, PlacedRecord } from '../../domain/disclosure/record.js';
import type { Store } from '../../domain/store.js';

const recordsPerPage = 1_000;

/** Every record of a dataset that is in force, page by page: as much is held as a page has. */
export async function* inForceOf({ records }: Pick<Store, 'records'>, dataset: string): AsyncGenerator<PlacedRecord> {
  let after: Cursor | undefined;
  for (;;) {
    const request = { dataset, limit: recordsPerPage, which: 'current' } as const;
    const page = await records.scan(after ? { ...request, after } : request);
    yield* page;
    const last = page.at(-1);
    if (!last || page.length < recordsPerPage) return;
    after = { position: last.position, line: last.line };
  }
}
