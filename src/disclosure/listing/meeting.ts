import type { ListedRecord, ListingIndex, ListPlace } from '../../domain/listings/stores.js';
import type { DatasetSchema } from '../../schemas/schema.js';
import type { ListedStore } from './indexing.js';
import { listSpecOf } from './list-spec.js';
import { matcherOf } from './matches.js';
import type { ListQuestion } from './question.js';
import { sortKey } from './sort-key.js';

/** A list that is shorter is walked sooner than it is laid over others. */
const fewest = 400;
/** Where more meet, walking soon finds enough for a page. */
const most = 400;
/** Of so many ordinals those of versions that were replaced are passed over. */
const mostOrdinals = 4 * most;

/** What is asked of which index, and the shortest list that could be walked. */
export interface Meeting {
  readonly dataset: DatasetSchema;
  readonly question: ListQuestion;
  readonly index: ListingIndex;
  /** As of which release. */
  readonly position: number;
  readonly shortest: number;
}

/**
 * Finds the few records that several filters meet in, without walking through all that one of them has.
 * @returns them all, in the order asked for; null where walking is better: many meet, or one filter has few, or the index has moved on since that
 *   release
 */
export async function recordsMeeting(
  { listings }: Pick<ListedStore, 'listings'>,
  { dataset, question, index, position, shortest }: Meeting,
): Promise<readonly ListedRecord[] | null> {
  const { equals, ordering, backwards } = question;
  if (equals.size < 2 || shortest <= fewest || index.ordinals === 0) return null;
  if (position !== index.position || index.at.position !== index.position) return null;
  const names = [...equals].map(([field, value]) => ({ ordering: 0, field, value }));
  const lists = await listings.find(index.no, names);
  if (lists.length < names.length) return [];
  const ordinals = await listings.meeting(
    lists.map(({ no }) => no),
    mostOrdinals,
  );
  if (ordinals === null) return null;
  const found = await listings.recordsOf(index.no, ordinals, most + 1);
  if (found.length > most) return null;
  // What was listed meanwhile is of a later release: as of this one, the lists know.
  const now = (await listings.indexes(dataset.name)).find(({ no }) => no === index.no);
  if (now?.ordinals !== index.ordinals || now.at.position !== index.at.position) return null;
  const matches = matcherOf(dataset, question);
  const field = listSpecOf(dataset).orders[ordering]?.field;
  const way = backwards ? -1 : 1;
  return found
    .filter((record) => matches(record.fields))
    .map((record) => ({ ...record, key: field ? sortKey(field, record.fields[field.name] ?? '') : '' }))
    .sort((one, other) => way * compare(one, other));
}

/** @returns those of a page behind a place, and where the next begins; null when there is no more */
export function pageOf(
  all: readonly ListedRecord[],
  {
    after,
    limit,
    backwards,
  }: { readonly after: ListPlace | null; readonly limit: number; readonly backwards: boolean },
): { readonly records: readonly ListedRecord[]; readonly end: ListPlace | null } {
  const way = backwards ? -1 : 1;
  const left = after === null ? all : all.filter((record) => way * compare(record, after) > 0);
  const records = left.slice(0, limit);
  const last = records.at(-1);
  return { records, end: left.length > limit && last ? { key: last.key, id: last.id } : null };
}

/** As the databases compare: byte for byte, the key first. */
function compare(one: ListPlace, other: ListPlace): number {
  return inBytes(one.key, other.key) || inBytes(one.id, other.id);
}

function inBytes(one: string, other: string): number {
  return Buffer.compare(Buffer.from(one), Buffer.from(other));
}
