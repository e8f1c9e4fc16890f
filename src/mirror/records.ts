import type { Cursor, PlacedRecord } from '../domain/disclosure/record.js';
import type { RecordStore } from '../domain/disclosure/stores.js';

const recordsPerPage = 1_000;

/** Every record in force, a page at a time. */
export async function* recordsOf(records: Pick<RecordStore, 'scan'>, dataset: string): AsyncGenerator<PlacedRecord> {
  for (let after: Cursor | undefined; ; ) {
    const page = await records.scan({ dataset, which: 'current', limit: recordsPerPage, ...(after && { after }) });
    yield* page;
    const last = page.at(-1);
    if (!last || page.length < recordsPerPage) return;
    after = { position: last.position, line: last.line };
  }
}
