import { hash } from 'node:crypto';
import type { ListPlace } from '../../domain/listings/stores.js';

/** Where a reader of a listing stands. */
export interface ListingPlace extends ListPlace {
  /** The release as of which all pages are. */
  readonly position: number;
  /** How that release's hash begins: it tells this chain from any other. */
  readonly seal: string;
}

const sealLength = 12;

export function sealOf(releaseHash: string): string {
  return releaseHash.slice(0, sealLength);
}

/** @returns an opaque text, good for the same question alone */
export function listCursor(question: string, { position, seal, key, id }: ListingPlace): string {
  return Buffer.from(JSON.stringify([digest(question), position, seal, key, id])).toString('base64url');
}

/** @returns null when it is none that was made for this question */
export function readListCursor(question: string, text: string): ListingPlace | null {
  let parts: unknown;
  try {
    parts = JSON.parse(Buffer.from(text, 'base64url').toString('utf8'));
  } catch {
    return null;
  }
  if (!Array.isArray(parts) || parts.length !== 5) return null;
  const [of, position, seal, key, id] = parts as readonly unknown[];
  const isOurs =
    of === digest(question) &&
    typeof position === 'number' &&
    Number.isSafeInteger(position) &&
    position > 0 &&
    typeof seal === 'string' &&
    seal.length === sealLength &&
    isText(key) &&
    isText(id);
  // One place has one cursor: other ways to write the same are not ours.
  return isOurs && listCursor(question, { position, seal, key, id }) === text ? { position, seal, key, id } : null;
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && !value.includes('\0');
}

function digest(question: string): string {
  return hash('sha256', question, 'base64url').slice(0, 10);
}
