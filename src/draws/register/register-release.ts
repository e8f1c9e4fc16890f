import type { RegisterRow } from './register.js';

/**
 * Where the rows of a register come from: records of a dataset as they were public up to a release of the disclosure chain. Whoever has those makes the same rows.
 */
export type RegisterRelease = {
  /** `storage-sites`. */
  readonly dataset: string;
  /** The place of the release in the chain. */
  readonly position: number;
  /** Its hash, as `/api/v1/releases` tells it. */
  readonly hash: string;
  /** Which field each fact of a row is: `{ risk: 'risk_class' }`. */
  readonly facts: { readonly [fact: string]: string };
  /** Only records whose fields say this: `{ kind: '冷藏' }`. */
  readonly where: { readonly [field: string]: string };
};

/** A record as it is public. */
export interface PublishedRecord {
  readonly id: string;
  readonly fields: Readonly<Record<string, string>>;
}

/** @returns the row of a record; null where it is not among those that are asked for. A field that it does not have is the empty text. */
export function rowOf({ id, fields }: PublishedRecord, { facts, where }: RegisterRelease): RegisterRow | null {
  if (Object.entries(where).some(([field, value]) => (fields[field] ?? '') !== value)) return null;
  return { id, ...Object.fromEntries(Object.entries(facts).map(([fact, field]) => [fact, fields[field] ?? ''])) };
}
