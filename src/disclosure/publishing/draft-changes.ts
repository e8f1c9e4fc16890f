import {
  type Change,
  isTombstone,
  type RecordKey,
  type ReleasePlan,
  versionHash,
} from '../../domain/disclosure/release.js';
import { rootOf } from '../../domain/disclosure/root.js';
import type { InForce, PublicationStore, StagedVersion } from '../../domain/disclosure/stores.js';

/** A change to a record that is or was public. */
export interface PlannedChange {
  readonly before: InForce;
  readonly change: Exclude<Change, 'published'>;
  /** A JSON array of texts in the order of the plan's columns. */
  readonly values: string;
  readonly keys: readonly RecordKey[];
}

/**
 * Drafts a small release of corrections, withdrawals or expiries: by name, not from a file.
 * @returns the number of the draft
 */
export function draftChanges(
  store: PublicationStore,
  plan: ReleasePlan,
  changes: readonly PlannedChange[],
): Promise<number> {
  const versions = changes.map(({ before, change, values, keys }, place): StagedVersion => {
    const version = { id: before.id, change, line: place + 1, values, raw: null, previous: before.hash, keys };
    return { ...version, hash: versionHash(plan.dataset, version) };
  });
  const growth = changes.reduce((sum, { before, change }) => sum + growthOf(before.change, change), 0);
  return store.draft(plan, { sha256: '', versions: versions.length, growth, root: rootOf(versions) }, versions);
}

function growthOf(before: Change, after: Change): number {
  return Number(isTombstone(before)) - Number(isTombstone(after));
}
