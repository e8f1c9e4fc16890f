import type { Release } from '../../domain/disclosure/release.js';
import type { PublicationStore } from '../../domain/disclosure/stores.js';

/** A release that is in the chain: published, with its place and the hash that seals it. */
export type ChainedRelease = Release & {
  readonly position: number;
  readonly publishedAt: number;
  readonly hash: string;
};

/** What the chain says of one dataset. */
export interface DatasetChain {
  readonly last: ChainedRelease;
  /** How many versions its releases hold. */
  readonly versions: number;
  /** Whether some release of it was made-up sample data (示例). */
  readonly hadSamples: boolean;
}

/** The chain as it stood at one moment. */
export interface ChainHead {
  /** The last release of all; null before the first. */
  readonly last: ChainedRelease | null;
  /** The names of the datasets that it has releases of, in alphabetical order. */
  readonly datasets: readonly string[];
  readonly of: (dataset: string) => DatasetChain | null;
}

const releasesPerPage = 1_000;

/**
 * Follows the chain of published releases. What has been read of it never changes, so that only what came since has to be
 * read again: how far the public record has come is known at the price of one small query.
 */
export class Chain {
  private last: ChainedRelease | null = null;
  private datasets: ReadonlyMap<string, DatasetChain> = new Map();
  private reading: Promise<void> = Promise.resolve();
  private next: Promise<void> | null = null;

  constructor(private readonly publications: Pick<PublicationStore, 'chain'>) {}

  /** @returns the chain as it is now, or a moment later */
  async head(): Promise<ChainHead> {
    // A reading that began before this call may have missed what was published before it: wait for the next, all together.
    this.next ??= this.reading
      .catch(() => undefined)
      .then(() => {
        this.next = null;
        this.reading = this.readOn();
        return this.reading;
      });
    await this.next;
    const { last, datasets } = this;
    return { last, datasets: [...datasets.keys()].sort(), of: (dataset) => datasets.get(dataset) ?? null };
  }

  /** @returns the release at this place; null when the chain is not that long */
  async at(position: number): Promise<ChainedRelease | null> {
    if (position < 1) return null;
    const [release] = await this.publications.chain(position - 1, 1);
    return release && release.position === position ? (release as ChainedRelease) : null;
  }

  private async readOn(): Promise<void> {
    for (;;) {
      const page = (await this.publications.chain(this.last?.position ?? 0, releasesPerPage)) as ChainedRelease[];
      const datasets = new Map(this.datasets);
      for (const release of page) datasets.set(release.dataset, joined(datasets.get(release.dataset), release));
      this.datasets = datasets;
      this.last = page.at(-1) ?? this.last;
      if (page.length < releasesPerPage) return;
    }
  }
}

function joined(before: DatasetChain | undefined, last: ChainedRelease): DatasetChain {
  return {
    last,
    versions: (before?.versions ?? 0) + last.versions,
    hadSamples: last.sample || (before?.hadSamples ?? false),
  };
}
