import type { Release } from '../../domain/disclosure/release.js';
import { personGiven } from './given-terms.js';
import { makePublic } from './make-public.js';
import type { PublishingRequest } from './publishing-request.js';

export interface DraftRequest extends PublishingRequest {
  /** The number of the draft. */
  readonly release: number;
  /** Who approves it. */
  readonly by: string;
}

/**
 * Approves a draft that waits, and makes it public; when it cannot be, it goes on waiting.
 * @returns the release with its place in the chain
 * @throws TermRefused when the name says nothing
 * @throws PublicationRefused when nobody may publish it, or not they: `same-person`, `outdated`, `wrong-state`,
 * `unknown-release`
 * @example "张三 has drafted release 7: 李四 publishes it. 张三 cannot, nor ' 张 三 '."
 */
export async function publishDraft({ release, by, ...request }: DraftRequest): Promise<Release> {
  return makePublic(request, release, personGiven('approvedBy', by), 'keep-draft');
}
