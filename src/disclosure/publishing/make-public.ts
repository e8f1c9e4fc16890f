import { PublicationRefused, type Release } from '../../domain/disclosure/release.js';
import { refuseClones } from './cloned-draft.js';
import type { PublishingRequest } from './publishing-request.js';

/**
 * Approves a draft and publishes it, in one go; one that somebody has approved before is published only. Whoever wants a
 * draft public comes through here: it is looked over first for what another record has got while it waited.
 * @param otherwise what becomes of a draft that cannot be published: it is discarded, or kept for somebody else to approve
 * @throws PublicationRefused when the approver is its maker, a record in it has changed since, or another has got since
 * what may not repeat
 */
export async function makePublic(
  { store, datasets, now }: PublishingRequest,
  release: number,
  approvedBy: string,
  otherwise: 'discard' | 'keep-draft' = 'discard',
): Promise<Release> {
  const { publications } = store;
  try {
    const draft = await publications.get(release);
    if (draft?.state === 'approved' || draft?.state === 'draft') await refuseClones({ store, datasets }, draft);
    return await publications.publish(release, now, draft?.state === 'approved' ? undefined : { by: approvedBy });
  } catch (error) {
    if (otherwise === 'discard' && error instanceof PublicationRefused) await publications.discard(release);
    throw error;
  }
}
