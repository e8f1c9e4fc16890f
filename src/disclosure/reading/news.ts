import type { PlacedRecord } from '../../domain/disclosure/record.js';
import type { Change } from '../../domain/disclosure/release.js';
import type { Store } from '../../domain/store.js';
import type { DatasetSchema } from '../../schemas/schema.js';
import { publicFields } from './public-fields.js';

/** A version that is in force, as news of it is told. */
export interface NewsItem {
  readonly dataset: DatasetSchema;
  /** With what the schema has now; of what was withdrawn or has expired, nothing. */
  readonly record: PlacedRecord;
}

export interface NewsRequest {
  readonly datasets: readonly DatasetSchema[];
  /** Which changes are news. */
  readonly changes: readonly Change[];
  readonly limit: number;
}

/** Releases that are looked through, from the newest: older ones are no news. */
const mostReleases = 200;

/**
 * Reads what was published last, the newest release first, and each in the order of its lines: versions that are in force alone, so that
 * nothing is told that has been corrected or withdrawn since.
 */
export async function newsOf(
  { records, publications }: Pick<Store, 'records' | 'publications'>,
  { datasets, changes, limit }: NewsRequest,
): Promise<readonly NewsItem[]> {
  const byName = new Map(datasets.map((dataset) => [dataset.name, dataset]));
  const end = (await publications.last())?.position ?? 0;
  const chain = await publications.chain(Math.max(0, end - mostReleases), mostReleases);
  const found: NewsItem[] = [];
  for (const release of [...chain].reverse()) {
    const dataset = byName.get(release.dataset);
    if (!dataset || release.position === null || release.versions === 0) continue;
    const after = { position: release.position, line: -1 };
    const page = await records.scan({ dataset: dataset.name, which: 'all', limit, after });
    const own = page.filter(({ position, change }) => position === release.position && changes.includes(change));
    const inForce = await publications.inForce(
      dataset.name,
      own.map(({ id }) => id),
    );
    for (const record of own) {
      if (inForce.get(record.id)?.hash !== record.hash) continue;
      const isTold = record.change === 'published' || record.change === 'corrected';
      found.push({ dataset, record: { ...record, fields: isTold ? publicFields(dataset, record.fields) : {} } });
      if (found.length === limit) return found;
    }
  }
  return found;
}
