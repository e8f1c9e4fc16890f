import { PublicationRefused, type Release } from '../../domain/disclosure/release.js';
import type { PublicationStore } from '../../domain/disclosure/stores.js';

/**
 * Approves a draft and publishes it, in one go.
 * @param otherwise what becomes of a draft that cannot be published: it is discarded, or kept for somebody else to approve
 * @throws PublicationRefused when the approver is its maker, or a record in it has changed since
 */
export async function makePublic(
  store: PublicationStore,
  release: number,
  approvedBy: string,
  at: number,
  otherwise: 'discard' | 'keep-draft' = 'discard',
): Promise<Release> {
  try {
    return await store.publish(release, at, { by: approvedBy });
  } catch (error) {
    if (otherwise === 'discard' && error instanceof PublicationRefused) await store.discard(release);
    throw error;
  }
}
