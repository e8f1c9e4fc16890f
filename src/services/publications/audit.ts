import { createHash } from 'node:crypto';
import type { AuditedVersion, PublicationStore } from '../../domain/ports.js';
import { type Release, releaseHash, versionHash } from '../../domain/publication.js';

/** Where the chain is broken first, and how it shows. */
export interface BrokenLink {
  readonly position: number;
  readonly release: number;
  readonly dataset: string;
  /** The version that is wrong; null when the release itself is. */
  readonly version: { readonly line: number; readonly id: string } | null;
  readonly what: string;
}

export interface AuditReport {
  readonly releases: number;
  readonly versions: number;
  /** The hash of the last release: whoever noted it can prove later that nothing before it was changed. */
  readonly head: string;
  readonly broken: BrokenLink | null;
}

export interface AuditRequest {
  readonly store: PublicationStore;
  /** A hash noted earlier, which the chain has to contain. */
  readonly expectedHead?: string;
  readonly onProgress?: (versions: number) => void;
}

const releasesPerPage = 200;
const versionsPerPage = 2_000;

/**
 * Recomputes every hash of the public record, from the first release to the last: of each version, over the versions of
 * each release, and of each release. Stops at the first link that does not hold.
 */
export async function audit(request: AuditRequest): Promise<AuditReport> {
  const { store, expectedHead } = request;
  let last: Release | null = null;
  let releases = 0;
  let versions = 0;
  let isHeadSeen = expectedHead === undefined;
  const report = (broken: BrokenLink | null): AuditReport => ({ releases, versions, head: last?.hash ?? '', broken });
  for (;;) {
    const page = await store.chain(releases, releasesPerPage);
    for (const release of page) {
      const broken = linkFault(release, last) ?? (await bodyFault(release, request, versions));
      if (broken) return report(broken);
      last = release;
      releases++;
      versions += release.versions;
      if (release.hash === expectedHead) isHeadSeen = true;
    }
    if (page.length < releasesPerPage) break;
  }
  if (isHeadSeen) return report(null);
  const what = `the chain does not contain ${expectedHead}: releases were removed or rewritten after it was noted`;
  return report({ position: releases, release: last?.no ?? 0, dataset: last?.dataset ?? '', version: null, what });
}

function linkFault(release: Release, last: Release | null): BrokenLink | null {
  const fault = (what: string): BrokenLink => brokenAt(release, null, what);
  const expected = (last?.position ?? 0) + 1;
  if (release.position !== expected) return fault(`release ${expected} of the chain is missing`);
  if (release.previous !== (last?.hash ?? '')) return fault('it does not name the hash of the release before it');
  if (release.approvedBy === null || release.approvedBy === release.madeBy) {
    return fault('it was not approved by somebody else than its maker');
  }
  if (releaseHash(release) !== release.hash) {
    return fault('its hash does not fit: who, why, whence or what was changed after publication');
  }
  return null;
}

async function bodyFault(
  release: Release,
  { store, onProgress }: AuditRequest,
  before: number,
): Promise<BrokenLink | null> {
  const root = createHash('sha256');
  let counted = 0;
  for (let line = -1; ; ) {
    const page = await store.versionsOf(release.no, line, versionsPerPage);
    for (const version of page) {
      const what = versionFault(release, version);
      if (what !== null) return brokenAt(release, version, what);
      root.update(version.hash);
    }
    counted += page.length;
    onProgress?.(before + counted);
    line = page.at(-1)?.line ?? line;
    if (page.length < versionsPerPage) break;
  }
  if (counted !== release.versions) {
    return brokenAt(release, null, `it has ${counted} versions instead of ${release.versions}`);
  }
  return root.digest('hex') === release.root
    ? null
    : brokenAt(release, null, 'versions were exchanged or put in order anew');
}

function versionFault({ dataset }: Release, version: AuditedVersion): string | null {
  if (versionHash(dataset, version) !== version.hash) return 'its hash does not fit: it was changed after publication';
  if (version.previous !== version.before)
    return 'it does not name the version before it: one was removed or put in between';
  return null;
}

function brokenAt(release: Release, version: AuditedVersion | null, what: string): BrokenLink {
  const { position, no, dataset } = release;
  const named = version && { line: version.line, id: version.id };
  return { position: position ?? 0, release: no, dataset, version: named, what };
}
