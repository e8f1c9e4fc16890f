import { PublicationRefused, type Release, releaseHash } from '../domain/disclosure/release.js';
import { visibleText } from '../domain/language/visible-text.js';
import { isSamePerson } from '../domain/people/same-person.js';
import { type ReleaseRow, releaseOf } from './release-row.js';

/** @returns the release as it is once published behind the last of the chain, sealed with its hash */
export function sealed(row: ReleaseRow, last: ReleaseRow | null, at: number): Release {
  const position = (last?.position ?? 0) + 1;
  // The chain's order is the order of time, also when a clock was put back.
  const publishedAt = Math.max(at, last?.published_at ?? 0);
  const parts = { ...releaseOf(row), position, publishedAt, previous: last?.hash ?? '' };
  return { ...parts, state: 'published', hash: releaseHash(parts) };
}

export function wrongState(release: number, what: string): PublicationRefused {
  return new PublicationRefused('wrong-state', `Release ${release} ${what}.`);
}

export function unknownRelease(release: number): PublicationRefused {
  return new PublicationRefused('unknown-release', `There is no release ${release}.`);
}

function samePerson(release: number, by: string): PublicationRefused {
  return new PublicationRefused('same-person', `${by} made release ${release}: somebody else has to approve it.`);
}

export function outdated(release: number, id: string): PublicationRefused {
  const what = `"${id}" in release ${release} was changed by another release since. Make the draft again.`;
  return new PublicationRefused('outdated', what);
}

/** @throws PublicationRefused when it is not in that state, or whoever approves it made it */
export function refuseApproval({ no, state, made_by }: ReleaseRow, by: string, wanted: 'loading' | 'draft'): void {
  if (state !== wanted) throw wrongState(no, `is ${state}, not ${wanted === 'draft' ? 'a draft' : 'being loaded'}`);
  if (visibleText(by) === '') throw new PublicationRefused('unnamed', `Say who approves release ${no}.`);
  if (isSamePerson(made_by, by)) throw samePerson(no, by);
}
