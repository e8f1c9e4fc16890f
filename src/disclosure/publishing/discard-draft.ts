import type { Release } from '../../domain/disclosure/release.js';
import type { PublishingRequest } from './publishing-request.js';

/**
 * Gives up a draft, whether or not somebody has approved it; it stays on record as discarded.
 * @returns the release as it is on record; null when it was being loaded still, and nothing is left of it
 * @throws PublicationRefused `unknown-release`, or `wrong-state` when it is public or discarded already
 */
export async function discardDraft({
  store: { publications },
  release,
}: {
  readonly store: Pick<PublishingRequest['store'], 'publications'>;
  readonly release: number;
}): Promise<Release | null> {
  await publications.discard(release);
  return publications.get(release);
}
