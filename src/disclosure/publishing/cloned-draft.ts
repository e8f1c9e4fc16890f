import { isTombstone, PublicationRefused, type Release } from '../../domain/disclosure/release.js';
import type { DatasetSchema } from '../../schemas/schema.js';
import type { PublishingRequest } from './publishing-request.js';
import { type Clone, UniqueInForce } from './unique-in-force.js';

const versionsPerPage = 2_000;

/**
 * Looks whether a draft gives a record what may not repeat and what another record has got meanwhile: an import has
 * looked when it made the draft, which may have waited since.
 * @returns the clones, none when the draft can be published
 * @example "A draft gives vehicle A the sticker 2218, and an import gives it to B while the draft waits: A's line is a clone."
 */
export async function clonesInDraft(
  { publications, records }: PublishingRequest['store'],
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

/** @throws PublicationRefused `outdated` when a record would get what may not repeat, and another has got since */
export async function refuseClones(
  { store, datasets }: Pick<PublishingRequest, 'store' | 'datasets'>,
  draft: Pick<Release, 'no' | 'dataset'>,
): Promise<void> {
  const dataset = datasets.get(draft.dataset);
  const clones = dataset ? await clonesInDraft(store, dataset, draft.no) : [];
  const [first] = clones;
  if (!first) return;
  const more = clones.length > 1 ? `, and ${clones.length - 1} more like it` : '';
  const what = `line ${first.line} has the ${first.name} "${first.value}" that "${first.other}" has got since${more}`;
  throw new PublicationRefused('outdated', `Release ${draft.no}: ${what}. Discard it, and import the file again.`);
}
