import { visibleText } from '../language/visible-text.js';
import { isSamePerson } from '../people/same-person.js';
import { PublicationRefused, type Release, releaseHash } from './release.js';
import type { Approval } from './stores.js';

/** What the next release of the chain is tied to. */
export type ChainEnd = Pick<Release, 'position' | 'publishedAt' | 'hash'>;

/**
 * Judges who approves a release: somebody who has a name, and not who made it.
 * @returns what is wrong with it; null when the approval counts
 * @example approvalFault('张三', ' 张\u200b三 ') // 'same-person': it only looks like another name
 */
export function approvalFault(madeBy: string, approvedBy: string): 'unnamed' | 'same-person' | null {
  if (visibleText(approvedBy) === '') return 'unnamed';
  return isSamePerson(madeBy, approvedBy) ? 'same-person' : null;
}

/**
 * Takes the step from a draft to an approved release; of one that is loading still, the approval brings its body.
 * @param at when, in milliseconds since 1970
 * @returns the release as it is then
 * @throws PublicationRefused `wrong-state`, `unnamed`, or `same-person`: nobody approves their own
 * @example approve(draftBy('张三'), { by: '李四' }, now).state // 'approved'; by 张三 it is refused
 */
export function approve(release: Release, { by, body }: Approval, at: number): Release {
  const { no, state, madeBy } = release;
  const wanted = body ? 'loading' : 'draft';
  if (state !== wanted) throw wrongState(no, `is ${state}, not ${body ? 'being loaded' : 'a draft'}`);
  const fault = approvalFault(madeBy, by);
  if (fault === 'unnamed') throw new PublicationRefused(fault, `Say who approves release ${no}.`);
  if (fault) throw new PublicationRefused(fault, `${by} made release ${no}: somebody else has to approve it.`);
  return { ...release, ...body, state: 'approved', approvedBy: by, approvedAt: at };
}

/**
 * Takes the step from an approved release to a published one: behind the last of the chain, sealed with its hash.
 * @param last the end of the chain; null when nothing is public yet
 * @param at when, in milliseconds since 1970; never before the release that stands before it
 * @returns the release as it is then, for ever
 * @throws PublicationRefused `wrong-state` when nobody has approved it
 * @example seal(approved, null, 9000) // number 1 of the chain, public at 9000, and `previous` is empty
 * @example seal(approved, last, 9000) // after a release of 9500 it is public at 9500, though the clock was put back
 */
export function seal(release: Release, last: ChainEnd | null, at: number): Release {
  if (release.state !== 'approved') throw wrongState(release.no, `is ${release.state}, not approved`);
  const position = (last?.position ?? 0) + 1;
  // The chain's order is the order of time, also when a clock was put back.
  const publishedAt = Math.max(at, last?.publishedAt ?? 0);
  const parts = { ...release, position, publishedAt, previous: last?.hash ?? '' };
  return { ...parts, state: 'published', hash: releaseHash(parts) };
}

export function wrongState(release: number, what: string): PublicationRefused {
  return new PublicationRefused('wrong-state', `Release ${release} ${what}.`);
}

export function unknownRelease(release: number): PublicationRefused {
  return new PublicationRefused('unknown-release', `There is no release ${release}. Take a number from yibo releases.`);
}

/** @param id a record of the release, which another release has changed since */
export function outdated(release: number, id: string): PublicationRefused {
  const what = `"${id}" in release ${release} was changed by another release since. Make the draft again.`;
  return new PublicationRefused('outdated', what);
}
