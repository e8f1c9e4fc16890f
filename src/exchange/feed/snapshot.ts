import type { Chain } from '../../disclosure/reading/chain.js';
import type { Cursor, PlacedRecord } from '../../domain/disclosure/record.js';
import type { Store } from '../../domain/store.js';
import {
  beginning,
  behind,
  changesCursor,
  type FeedPlace,
  readSnapshotCursor,
  refuseForeign,
  snapshotCursor,
} from './cursor.js';

export interface PageRequest {
  /** Where the last page ended; from the beginning when absent. */
  readonly after?: string | undefined;
  readonly limit: number;
}

/** Records in force, a page of them. */
export interface SnapshotPage {
  readonly records: readonly PlacedRecord[];
  /** Where the next page begins; null on the last. */
  readonly next: string | null;
  /** Where the changes begin that happened since the first page was asked for; the same on every page. */
  readonly changes: string;
}

/**
 * Reads the records in force, page by page. Others may publish in between: a record that is replaced or withdrawn before its
 * page is read is left out, and comes with the changes. All pages, then the changes, give the state of the moment.
 * @throws CursorRefused
 */
export async function snapshotPage(
  { records }: Pick<Store, 'records'>,
  chain: Chain,
  dataset: string,
  { after, limit }: PageRequest,
): Promise<SnapshotPage> {
  const place = after === undefined ? null : readSnapshotCursor(dataset, after);
  if (place) await refuseForeign(chain, place.taken);
  const taken = place?.taken ?? (await presentPlace(chain));
  const changes = changesCursor(dataset, taken);
  const page = await readCurrent(records, dataset, taken, place?.read, limit + 1);
  const given = page.slice(0, limit);
  const last = given.at(-1);
  if (!last || page.length <= limit) return { records: given, next: null, changes };
  return { records: given, next: snapshotCursor(dataset, { taken, read: placeOf(last) }), changes };
}

async function presentPlace(chain: Chain): Promise<FeedPlace> {
  const { last } = await chain.head();
  return last ? behind(last) : beginning;
}

/** Versions in force that were published before the place; what came later is among the changes. */
async function readCurrent(
  records: Store['records'],
  dataset: string,
  before: FeedPlace,
  after: Cursor | undefined,
  limit: number,
): Promise<readonly PlacedRecord[]> {
  const page = await records.scan({ dataset, which: 'current', limit, ...(after && { after }) });
  return page.filter(({ position }) => position < before.position);
}

function placeOf({ position, line }: PlacedRecord): Cursor {
  return { position, line };
}
