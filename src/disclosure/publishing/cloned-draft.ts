import { isTombstone } from '../../domain/disclosure/release.js';
import type { PublicationStore, RecordStore } from '../../domain/disclosure/stores.js';
import type { DatasetSchema } from '../schemas/schema.js';
import { type Clone, UniqueInForce } from './unique-in-force.js';

const versionsPerPage = 2_000;

/**
 * Looks whether a draft gives a record what may not repeat and what another record has got meanwhile: an import has
 * looked when it made the draft, which may have waited since.
 * @returns the clones, none when the draft can be published
 */
export async function clonesInDraft(
  { publications, records }: { readonly publications: PublicationStore; readonly records: RecordStore },
  dataset: DatasetSchema,
  release: number,
): Promise<readonly Clone[]> {
  const unique = UniqueInForce.of(dataset, records);
  if (!unique) return [];
  for (let line = -1; ; ) {
    const versions = await publications.versionsOf(release, line, versionsPerPage);
    const last = versions.at(-1);
    if (!last) return unique.conclude(new Set());
    const before = await publications.inForce(
      dataset.name,
      versions.map(({ id }) => id),
    );
    for (const version of versions) {
      if (!isTombstone(version.change)) unique.note(version, before.get(version.id) ?? null);
    }
    await unique.look();
    line = last.line;
  }
}
