import type { DisclosureRecord } from '../../domain/disclosure/record.js';
import { isTombstone } from '../../domain/disclosure/release.js';
import type { HistoricVersion } from '../../domain/disclosure/stores.js';
import type { Store } from '../../domain/store.js';
import { lastEnd } from './withheld.js';

/** When and why a version became public. */
export interface Passage {
  readonly position: number;
  readonly publishedAt: number;
  readonly change: DisclosureRecord['change'];
  readonly reason: string;
  readonly hash: string;
}

/** What may be said of a record, now or as of a moment. */
export type RecordView =
  | { readonly kind: 'unknown' }
  /** It was not public yet at that moment. */
  | { readonly kind: 'not-yet'; readonly firstPublishedAt: number }
  /** Its publication has ended, then or since; what it said is not repeated. */
  | { readonly kind: 'gone'; readonly end: Passage; readonly sample: boolean; readonly again: Passage | null }
  /** `next` is the version that has replaced it since. */
  | { readonly kind: 'public'; readonly record: DisclosureRecord; readonly next: Passage | null };

/**
 * Looks a record up as the public may see it. A question about the past is answered from the past, except for what has been
 * withdrawn since: that is said instead.
 * @param asOf ms since 1970; null for now
 */
export async function viewRecord(
  { records, publications }: Pick<Store, 'records' | 'publications'>,
  dataset: string,
  id: string,
  asOf: number | null,
): Promise<RecordView> {
  const now = await records.get(dataset, id);
  if (!now) return { kind: 'unknown' };
  if (isTombstone(now.change)) return gone(now, now.sample, null);
  if (asOf === null) return { kind: 'public', record: now, next: null };
  const then = await records.get(dataset, id, asOf);
  if (then && isTombstone(then.change)) return gone(then, then.sample, now);
  if (then?.hash === now.hash) return { kind: 'public', record: now, next: null };
  const history = await publications.history(dataset, id);
  if (!then) return { kind: 'not-yet', firstPublishedAt: history[0]?.release.publishedAt ?? now.publishedAt };
  const end = lastEnd(history);
  if (end > then.position) return gone(passageAt(history, end) ?? now, then.sample, now);
  const next = history.find(({ release }) => (release.position ?? 0) > then.position);
  return { kind: 'public', record: then, next: next ? passageOf(next) : null };
}

function gone(end: Passage, sample: boolean, again: Passage | null): RecordView {
  return { kind: 'gone', end, sample, again };
}

function passageAt(history: readonly HistoricVersion[], position: number): Passage | null {
  const found = history.find(({ release }) => release.position === position);
  return found ? passageOf(found) : null;
}

function passageOf({ version, release }: HistoricVersion): Passage {
  const { change, hash } = version;
  return {
    change,
    hash,
    position: release.position ?? 0,
    publishedAt: release.publishedAt ?? 0,
    reason: release.reason,
  };
}
