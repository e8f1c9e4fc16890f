import type { Chain, ChainedRelease } from '../../disclosure/reading/chain.js';
import type { Cursor } from '../../domain/disclosure/record.js';
import { CodedError } from '../../domain/errors/errors.js';

/** Where a reader of a dataset stands: behind this line of the release at this position. */
export interface FeedPlace extends Cursor {
  /** How the hash of the last release it has seen begins: it tells this chain from any other. Empty before the first. */
  readonly seal: string;
}

/** A snapshot that is being read: of which release, and how far. */
export interface SnapshotPlace {
  /** The place in the changes at which it was taken. */
  readonly taken: FeedPlace;
  readonly read: Cursor;
}

/** A text that is none of our cursors, or one of another dataset. */
export class CursorRefused extends CodedError {
  constructor(readonly code: 'bad-cursor' | 'start-over') {
    super(code);
  }
}

const sealLength = 12;
/** The first release has position 1 and its first version line 1, so that nothing stands at or before 0. */
export const beginning: FeedPlace = { position: 0, line: 0, seal: '' };

/** @returns the place behind all of a release */
export function behind({ position, hash }: ChainedRelease): FeedPlace {
  return { position: position + 1, line: 0, seal: hash.slice(0, sealLength) };
}

export function within({ position, hash }: Pick<ChainedRelease, 'position' | 'hash'>, line: number): FeedPlace {
  return { position, line, seal: hash.slice(0, sealLength) };
}

/** @returns an opaque text that is the same for the same place */
export function changesCursor(dataset: string, { position, line, seal }: FeedPlace): string {
  return sealed(['c', dataset, position, line, seal]);
}

export function snapshotCursor(dataset: string, { taken, read }: SnapshotPlace): string {
  return sealed(['s', dataset, taken.position, taken.line, taken.seal, read.position, read.line]);
}

/** @throws CursorRefused */
export function readChangesCursor(dataset: string, text: string): FeedPlace {
  return placeOf(opened('c', dataset, text, /^(\d{1,9}) (\d{1,15}) ([0-9a-f]*)$/));
}

/** @throws CursorRefused */
export function readSnapshotCursor(dataset: string, text: string): SnapshotPlace {
  const parts = opened('s', dataset, text, /^(\d{1,9}) (\d{1,15}) ([0-9a-f]*) (\d{1,9}) (\d{1,15})$/);
  const taken = placeOf(parts);
  const read = { position: Number(parts[3]), line: Number(parts[4]) };
  if (read.position >= taken.position) throw new CursorRefused('bad-cursor');
  return { taken, read };
}

/**
 * Looks whether the chain is still the one that a cursor was made from: a database that was restored from a backup may be
 * behind its readers, or go on differently.
 * @throws CursorRefused `start-over`
 */
export async function refuseForeign(chain: Pick<Chain, 'at'>, { position, line, seal }: FeedPlace): Promise<void> {
  if (seal === '') return;
  const last = await chain.at(line === 0 ? position - 1 : position);
  if (!last?.hash.startsWith(seal)) throw new CursorRefused('start-over');
}

function sealed(parts: readonly (string | number)[]): string {
  return Buffer.from(parts.join(' ')).toString('base64url');
}

/** @returns what the shape captures behind kind and dataset */
function opened(kind: 'c' | 's', dataset: string, text: string, shape: RegExp): readonly string[] {
  const plain = Buffer.from(text, 'base64url').toString('utf8');
  const start = `${kind} ${dataset} `;
  const parts = plain.startsWith(start) ? shape.exec(plain.slice(start.length)) : null;
  // One place has one cursor: other ways to write the same are not ours.
  if (!parts || sealed([plain]) !== text) throw new CursorRefused('bad-cursor');
  return parts.slice(1);
}

function placeOf([position, line, seal = '']: readonly string[]): FeedPlace {
  const place = { position: Number(position), line: Number(line), seal };
  const isBeginning = place.position === 0 && place.line === 0;
  if (isBeginning !== (seal === '') || (seal !== '' && seal.length !== sealLength))
    throw new CursorRefused('bad-cursor');
  return place;
}
