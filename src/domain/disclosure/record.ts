import type { Change } from './release.js';

/** A record as the public may know it: one version of it. */
export interface DisclosureRecord {
  readonly dataset: string;
  readonly id: string;
  /** True for made-up sample data: it is shown as 示例 everywhere. */
  readonly sample: boolean;
  /** Its fields as text by their schema names; a tombstone has only those it is found by. */
  readonly fields: Readonly<Record<string, string>>;
  readonly change: Change;
  /** The version's own hash: equal hashes are equal facts. */
  readonly hash: string;
  /** The place of its release in the chain. */
  readonly position: number;
  readonly publishedAt: number;
  readonly reason: string;
}

/** Where a reader of all versions stands: behind this line of the release at this position. */
export interface Cursor {
  readonly position: number;
  readonly line: number;
}

/** A version with its place, as feeds and exports read it. */
export interface PlacedRecord extends DisclosureRecord {
  readonly line: number;
}
