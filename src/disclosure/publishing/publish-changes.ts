import type { Release, ReleaseTerms } from '../../domain/disclosure/release.js';
import type { DatasetSchema } from '../../schemas/schema.js';
import { changePlan } from './change-record.js';
import { draftChanges, type PlannedChange } from './draft-changes.js';
import { makePublic } from './make-public.js';
import type { PublishingRequest } from './publishing-request.js';

/** What became of changes by name. */
export type ChangeOutcome =
  /** It was only to be seen what would change. */
  | { readonly kind: 'dry-run' }
  /** Somebody else has to approve it. */
  | { readonly kind: 'draft'; readonly no: number }
  | { readonly kind: 'published'; readonly release: Release };

/**
 * Makes one release of changes by name: public at once when somebody approves it, else a draft.
 * @param changes to records of that dataset, one at least
 * @throws PublicationRefused when it cannot be public; it is discarded then
 */
export async function publishChanges(
  request: PublishingRequest,
  dataset: DatasetSchema,
  changes: readonly PlannedChange[],
  terms: ReleaseTerms,
): Promise<Exclude<ChangeOutcome, { kind: 'dry-run' }>> {
  const sample = changes.every(({ before }) => before.sample);
  const plan = changePlan(dataset, terms, { sample, now: request.now });
  const no = await draftChanges(request.store.publications, plan, changes);
  if (terms.approvedBy === null) return { kind: 'draft', no };
  return { kind: 'published', release: await makePublic(request, no, terms.approvedBy) };
}
