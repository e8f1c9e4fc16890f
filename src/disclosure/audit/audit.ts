import { DamagedRelease, type Release, releaseHash, versionHash } from '../../domain/disclosure/release.js';
import { approvalFault } from '../../domain/disclosure/release-steps.js';
import { RunningRoot } from '../../domain/disclosure/root.js';
import type { AuditedVersion, PublicationStore, PublicSealStore } from '../../domain/disclosure/stores.js';
import { visibleText } from '../../domain/language/visible-text.js';
import { SealAudit } from './seal-audit.js';

/** Where the chain is broken first, and how it shows. */
export interface BrokenLink {
  /** The place in the chain; null for what has none that it could have. */
  readonly position: number | null;
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
  /** Up to which place of the chain public roots are there and hold; 0 where they were not looked at. */
  readonly sealed: number;
  /** The last public seal: it says the same to whoever is outside, who can recompute it. Empty where there is none. */
  readonly publicHead: string;
  readonly broken: BrokenLink | null;
}

export interface AuditRequest {
  readonly store: PublicationStore;
  /** Public seals are recomputed, too; absent: they are not looked at. */
  readonly seals?: PublicSealStore;
  /** A hash or a public seal noted earlier, which the chain has to contain. */
  readonly expectedHead?: string;
  readonly onProgress?: (versions: number) => void;
}

const releasesPerPage = 200;
const versionsPerPage = 2_000;
/** Places and lines count from 1, but a forger may have chosen others. */
const belowAll = Number.MIN_SAFE_INTEGER;

const misled = 'who asks for it by its id or a key is told of another one, or of none: an index is damaged';

/**
 * Recomputes every hash of the public record, from the first release to the last: of each version, over the versions of
 * each release, and of each release; and asks for each version by its id and its keys. Stops at the first that does not hold.
 */
export async function audit(request: AuditRequest): Promise<AuditReport> {
  return new Audit(request).run();
}

class Audit {
  private last: Release | null = null;
  private releases = 0;
  private versions = 0;
  private isHeadSeen: boolean;
  private readonly seals: SealAudit | null;

  constructor(private readonly request: AuditRequest) {
    this.isHeadSeen = request.expectedHead === undefined;
    this.seals = request.seals ? new SealAudit(request.seals) : null;
  }

  async run(): Promise<AuditReport> {
    for await (const release of this.chain()) {
      const broken =
        release instanceof DamagedRelease
          ? unreadable(release, this.releases + 1)
          : (linkFault(release, this.last) ?? (await this.bodyFault(release)));
      if (broken) return this.report(broken);
      this.add(release as Release);
    }
    return this.report(this.headFault() ?? (await this.censusFault()));
  }

  private report(broken: BrokenLink | null): AuditReport {
    const { releases, versions, last } = this;
    const { sealed = 0, head: publicHead = '' } = this.seals ?? {};
    return { releases, versions, head: last?.hash ?? '', sealed, publicHead, broken };
  }

  private add(release: Release): void {
    this.last = release;
    this.releases++;
    this.versions += release.versions;
    const { expectedHead } = this.request;
    if (release.hash === expectedHead || this.seals?.head === expectedHead) this.isHeadSeen = true;
  }

  /** Every release that has a place, in order; it ends with the first that cannot be read. */
  private async *chain(): AsyncGenerator<Release | DamagedRelease> {
    const { store } = this.request;
    let after = belowAll;
    for (let limit = releasesPerPage; ; ) {
      try {
        const page = await store.chain(after, limit);
        yield* page;
        if (page.length < limit) return;
        after = page.at(-1)?.position ?? after;
      } catch (error) {
        if (!(error instanceof DamagedRelease)) throw error;
        // One at a time, to come to those before it.
        if (limit === 1) return yield error;
        limit = 1;
      }
    }
  }

  private async bodyFault(release: Release): Promise<BrokenLink | null> {
    const { store, onProgress } = this.request;
    const root = new RunningRoot();
    let counted = 0;
    await this.seals?.begin(release);
    for (let line = belowAll; ; ) {
      const page = await store.versionsOf(release.no, line, versionsPerPage);
      for (const version of page) {
        const what = versionFault(release, version);
        if (what !== null) return brokenAt(release, version, what);
      }
      const astray = await store.astray(release.no, line, page.at(-1)?.line ?? line);
      if (astray) return { ...brokenAt(release, null, misled), version: astray };
      root.add(page);
      this.seals?.add(release, page);
      counted += page.length;
      onProgress?.(this.versions + counted);
      line = page.at(-1)?.line ?? line;
      if (page.length < versionsPerPage) break;
    }
    // Counted on its own as well: a line may be too far down to be read in order.
    if (counted === release.versions) counted = await store.sizeOf(release.no);
    if (counted !== release.versions) {
      return brokenAt(release, null, `it has ${counted} versions instead of ${release.versions}`);
    }
    if (root.conclude() !== release.root) {
      return brokenAt(release, null, 'versions were exchanged or put in order anew');
    }
    const unsealed = this.seals?.conclude(release) ?? null;
    return unsealed === null ? null : brokenAt(release, null, unsealed);
  }

  private headFault(): BrokenLink | null {
    if (this.isHeadSeen) return null;
    const what = `the chain does not contain ${this.request.expectedHead}: releases were removed or rewritten after it was noted`;
    return { ...endOf(this.last), version: null, what };
  }

  private async censusFault(): Promise<BrokenLink | null> {
    const { releases, missing } = await this.request.store.census();
    if (releases !== this.releases) {
      const what = `${releases} releases have a place in the chain, but only ${this.releases} stand one behind the other`;
      return { ...endOf(this.last), version: null, what };
    }
    if (missing === null) return null;
    return {
      position: null,
      release: missing,
      dataset: '',
      version: null,
      what: 'it has versions, but is gone itself',
    };
  }
}

function linkFault(release: Release, last: Release | null): BrokenLink | null {
  const fault = (what: string): BrokenLink => brokenAt(release, null, what);
  const { position, state, previous, madeBy, approvedBy, hash } = release;
  const expected = (last?.position ?? 0) + 1;
  if (position === null || position < 1) return fault('no release can have this place: the first has number 1');
  if (position < expected) return fault('another release has this place too');
  if (position !== expected) return fault(`release ${expected} of the chain is missing`);
  if (state !== 'published') return fault(`it is in the chain, but its state is "${state}"`);
  if (previous !== (last?.hash ?? '')) return fault('it does not name the hash of the release before it');
  const unapproved = approvalFault(madeBy, approvedBy ?? '');
  if (visibleText(madeBy) === '' || unapproved === 'unnamed') {
    return fault('it does not name who made it and who approved it');
  }
  if (unapproved) return fault('it was not approved by somebody else than its maker');
  if (releaseHash(release) !== hash) {
    return fault('its hash does not fit: who, why, whence or what was changed after publication');
  }
  return null;
}

function versionFault({ dataset }: Release, version: AuditedVersion): string | null {
  if (versionHash(dataset, version) !== version.hash) return 'its hash does not fit: it was changed after publication';
  if (version.previous !== version.before)
    return 'it does not name the version before it: one was removed or put in between';
  return null;
}

function brokenAt(release: Release, version: AuditedVersion | null, what: string): BrokenLink {
  const named = version && { line: version.line, id: version.id };
  return { ...endOf(release), version: named, what };
}

function endOf(release: Release | null): Pick<BrokenLink, 'position' | 'release' | 'dataset'> {
  return { position: release?.position ?? 0, release: release?.no ?? 0, dataset: release?.dataset ?? '' };
}

function unreadable({ release, what }: DamagedRelease, position: number): BrokenLink {
  return { position, release, dataset: '', version: null, what };
}
