import type { Cursor, PlacedRecord } from '../domain/disclosure/record.js';
import type { RecordStore } from '../domain/disclosure/stores.js';
import type { KeptDraw } from '../domain/draws/kept-draw.js';
import type { DrawStore } from '../domain/draws/stores.js';

const recordsPerPage = 1_000;

const drawsPerPage = 200;

/** Every draw, the newest seal first. */
export async function* drawsOf(draws: Pick<DrawStore, 'page'>): AsyncGenerator<KeptDraw> {
  for (let last: KeptDraw | null = null; ; ) {
    const page: readonly KeptDraw[] = await draws.page(null, last, drawsPerPage);
    yield* page;
    last = page.at(-1) ?? null;
    if (!last || page.length < drawsPerPage) return;
  }
}

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
