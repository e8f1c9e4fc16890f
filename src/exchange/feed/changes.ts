import type { Chain } from '../../disclosure/reading/chain.js';
import type { PlacedRecord } from '../../domain/disclosure/record.js';
import { isTombstone } from '../../domain/disclosure/release.js';
import type { Store } from '../../domain/store.js';
import { beginning, changesCursor, readChangesCursor, refuseForeign, within } from './cursor.js';
import type { PageRequest } from './snapshot.js';

/** One version, as a mirror takes it. */
export interface FeedChange {
  /**
   * `upsert`: keep this. `tombstone`: its publication has ended, keep nothing of it. `superseded`: nothing to do; a later
   * change of the same record follows, here or on a later page, and what this one said is not given.
   */
  readonly kind: 'upsert' | 'tombstone' | 'superseded';
  readonly record: PlacedRecord;
}

export interface ChangesPage {
  readonly changes: readonly FeedChange[];
  /** Where to ask on, now or later. */
  readonly next: string;
  readonly hasMore: boolean;
}

/**
 * Reads the versions of a dataset in the order of publication, behind a cursor. Contents come only with versions that are in
 * force at this moment: what was withdrawn is never given out again, and what was corrected is given as it is now.
 * @throws CursorRefused
 */
export async function changesPage(
  { records, publications }: Pick<Store, 'records' | 'publications'>,
  chain: Chain,
  dataset: string,
  { after: since, limit }: PageRequest,
): Promise<ChangesPage> {
  const place = since === undefined ? beginning : readChangesCursor(dataset, since);
  await refuseForeign(chain, place);
  const after = { position: place.position, line: place.line };
  const page = await records.scan({ dataset, which: 'all', limit: limit + 1, after });
  const given = page.slice(0, limit);
  // Asked after the versions were read: whatever has replaced one of them by now comes behind them in the feed.
  const ids = new Set(given.map(({ id }) => id));
  const inForce = await publications.inForce(dataset, [...ids]);
  const changes = given.map((record): FeedChange => {
    if (inForce.get(record.id)?.hash !== record.hash) return { kind: 'superseded', record };
    return { kind: isTombstone(record.change) ? 'tombstone' : 'upsert', record };
  });
  const last = given.at(-1);
  const next = last ? await placeOf(chain, last) : place;
  return { changes, next: changesCursor(dataset, next), hasMore: page.length > limit };
}

async function placeOf(chain: Chain, { position, line }: PlacedRecord) {
  const release = await chain.at(position);
  if (!release) throw new Error(`release ${position} is no longer in the chain`);
  return within(release, line);
}
