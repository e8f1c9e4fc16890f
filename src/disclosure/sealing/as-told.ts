import type { PublicRow, PublicSeal } from '../../domain/disclosure/public-seal.js';
import type { DatasetSchema } from '../../schemas/schema.js';
import type { ChainedRelease } from '../reading/chain.js';
import type { Closed, OpenedRow } from './open-rows.js';

/** What everybody may know of a seal: its salt stays inside. */
export interface ToldSeal {
  readonly size: number;
  readonly root: string;
  readonly previous: string;
  readonly seal: string;
}

export function toldSeal({ size, root, previous, seal }: PublicSeal): ToldSeal {
  return { size, root, previous, seal };
}

/**
 * A release as the open API, an export and a mirror tell of it. Who made and approved it stays inside. Why is told only of datasets that are open: a reason may
 * speak of one record.
 * @param dataset as its schema is now; absent where no folder tells of it
 */
export function toldRelease(
  release: ChainedRelease,
  seal: PublicSeal | null,
  dataset: Pick<DatasetSchema, 'access'> | undefined,
) {
  const { position, versions, root, previous, hash, sample, reason, legalBasis } = release;
  return {
    ...{ position, dataset: release.dataset, publishedAt: new Date(release.publishedAt).toISOString(), versions, root },
    ...{ previous: previous ?? '', hash, public: seal && toldSeal(seal), sample },
    ...(dataset?.access === 'open' && { reason, legalBasis }),
  };
}

/** A row of a sealed release, as it is told. */
export interface ToldRow {
  /** Its place in its release, from 0. */
  readonly index: number;
  readonly leaf: string;
  readonly row: PublicRow | null;
  readonly closed?: Closed;
  /** Of which record, where the row itself is not told and that may be said. */
  readonly id?: string;
}

export function toldRow({ leaf, row, closed, record }: OpenedRow, index: number): ToldRow {
  return { index, leaf, row, ...(closed && { closed, ...(record && { id: record.id }) }) };
}
