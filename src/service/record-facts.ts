import { lookupsOn } from '../disclosure/lookups/registry.js';
import { Chain } from '../disclosure/reading/chain.js';
import { withoutFolder } from '../disclosure/reading/without-folder.js';
import { stickerPlans } from '../domain/stickers/sticker.js';
import type { Store } from '../domain/store.js';
import type { RecordFacts, WaitingRelease } from '../operations/doctor/subject.js';
import type { Datasets } from '../schemas/schema.js';
import type { DatasetSchema } from '../schemas/schema-types.js';
import { KeyFolder, StickerKeysRefused } from '../stickers/key-folder.js';

/** More than any bureau leaves lying. */
const waitingAtMost = 1_000;

/**
 * @param stickerKeys the folder of the keys that stickers are signed with
 * @returns what is public that should not be, what people look up in vain, and what waits to be published
 */
export async function recordFacts(store: Store, datasets: Datasets, stickerKeys: string): Promise<RecordFacts> {
  const { records, publications } = store;
  const head = await new Chain(publications).head();
  const withSamples: string[] = [];
  const withSampleSource: string[] = [];
  for (const name of head.datasets) {
    const hasSome = head.of(name)?.hadSamples === true && (await records.samples(name, 1)).length > 0;
    if (hasSome) withSamples.push(name);
    else if (saysSample(datasets.get(name)) && (await records.count(name)) > 0) withSampleSource.push(name);
  }
  const asked = [...new Set([...lookupsOn(datasets).values()].map(({ dataset }) => dataset))];
  const empty: string[] = [];
  for (const name of asked) if (datasets.has(name) && (await records.count(name)) === 0) empty.push(name);
  const withoutStickerKey: string[] = [];
  if (!hasKey(stickerKeys))
    for (const { dataset } of Object.values(stickerPlans))
      if (datasets.has(dataset) && (await records.count(dataset)) > 0) withoutStickerKey.push(dataset);
  const unserved = await withoutFolder(store, datasets);
  const told = { withSamples, withSampleSource, empty, withoutStickerKey };
  return { ...told, withoutFolder: unserved, waiting: await waitingIn(store) };
}

/** Keys that cannot be read check nothing either. */
function hasKey(folder: string): boolean {
  try {
    return new KeyFolder(folder).keys.size > 0;
  } catch (error) {
    if (error instanceof StickerKeysRefused) return false;
    throw error;
  }
}

/** The schemas that Yibo comes with name made-up sources, and say so. */
function saysSample(dataset: DatasetSchema | undefined): boolean {
  return dataset?.sources.some(({ title }) => title.includes('示例')) === true;
}

async function waitingIn({ publications }: Pick<Store, 'publications'>): Promise<readonly WaitingRelease[]> {
  const states = ['draft', 'approved'] as const;
  const found = await Promise.all(states.map((state) => publications.list({ state, limit: waitingAtMost })));
  return found.flat().map(({ no, dataset, madeBy, madeAt }) => ({ no, dataset, madeBy, madeAt }));
}
