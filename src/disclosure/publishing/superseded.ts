import { isTombstone, type Release, type ReleasePlan } from '../../domain/disclosure/release.js';
import type { InForce, PublicationStore } from '../../domain/disclosure/stores.js';
import { sameFacts } from './same-facts.js';

const mostReleases = 1_000_000;
const versionsPerPage = 2_000;

/**
 * Knows what corrections by name have replaced, so that an old file which still says it does not undo them. It reads
 * only of records that a file would change and that were corrected before.
 */
export class Superseded {
  private corrections: Promise<ReadonlySet<string>> | null = null;

  constructor(
    private readonly store: PublicationStore,
    private readonly plan: Pick<ReleasePlan, 'dataset' | 'columns' | 'sample'>,
  ) {}

  /**
   * @param before a version in force
   * @param values what a file says of its record
   * @returns whether the version was made by name, and the record said that before: as the last file had it, or since
   */
  async has(before: InForce, values: string): Promise<boolean> {
    if (before.change !== 'corrected') return false;
    this.corrections ??= this.hashesOfCorrections();
    if (!(await this.corrections).has(before.hash)) return false;
    const history = await this.store.history(this.plan.dataset, before.id);
    for (const [place, { version, release }] of [...history.entries()].reverse()) {
      const isInForce = place === history.length - 1;
      const said = { columns: release.columns, values: version.values, sample: release.sample };
      if (!isInForce && !isTombstone(version.change) && sameFacts(said, this.plan, values)) return true;
      if (!isByName(release)) return false;
    }
    return false;
  }

  /** There are few: a person has asked for each. */
  private async hashesOfCorrections(): Promise<ReadonlySet<string>> {
    const { dataset } = this.plan;
    const releases = await this.store.list({ dataset, state: 'published', limit: mostReleases });
    const first = releases.at(-1);
    const hashes = new Set<string>();
    for (const release of releases) {
      // Nothing is corrected by what ends publication, or by the first release, which may be very large.
      if (!isByName(release) || release === first || release.growth === -release.versions) continue;
      for (let line = 0; ; ) {
        const versions = await this.store.versionsOf(release.no, line, versionsPerPage);
        for (const { change, hash } of versions) if (change === 'corrected') hashes.add(hash);
        line = versions.at(-1)?.line ?? line;
        if (versions.length < versionsPerPage) break;
      }
    }
    return hashes;
  }
}

/** A release that was made from no file. */
function isByName({ file }: Release): boolean {
  return file === '';
}
