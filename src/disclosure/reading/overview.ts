import type { RecordStore } from '../../domain/disclosure/stores.js';
import type { DatasetSchema } from '../../schemas/schema.js';
import type { Chain, ChainedRelease } from './chain.js';

/** A dataset as a list of datasets shows it. */
export interface DatasetOverview {
  readonly dataset: DatasetSchema;
  /** Records in force, tombstones left out. */
  readonly count: number;
  /** Whether some of them are made-up sample data (示例). */
  readonly hasSamples: boolean;
  /** Its last release; null when nothing of it has been published. */
  readonly last: ChainedRelease | null;
}

/** Tells how datasets stand; what does not change between two releases is not counted again. */
export class Overviews {
  private readonly known = new Map<string, DatasetOverview>();

  constructor(
    private readonly records: Pick<RecordStore, 'count' | 'samples'>,
    private readonly chain: Chain,
  ) {}

  async of(dataset: DatasetSchema): Promise<DatasetOverview> {
    const chained = (await this.chain.head()).of(dataset.name);
    if (!chained) return { dataset, count: 0, hasSamples: false, last: null };
    const { last, hadSamples } = chained;
    const known = this.known.get(dataset.name);
    if (known?.last?.position === last.position) return known;
    const count = await this.records.count(dataset.name);
    const hasSamples = hadSamples && (await this.records.samples(dataset.name, 1)).length > 0;
    const overview = { dataset, count, hasSamples, last };
    // Counted a moment after the chain was read: what was published in between is counted again with the next release.
    this.known.set(dataset.name, overview);
    return overview;
  }
}
