import { lookupsOn } from '../disclosure/lookups/registry.js';
import { Chain } from '../disclosure/reading/chain.js';
import { withoutFolder } from '../disclosure/reading/without-folder.js';
import type { Store } from '../domain/store.js';
import type { RecordFacts, WaitingRelease } from '../operations/doctor/subject.js';
import type { Datasets } from '../schemas/schema.js';
import type { DatasetSchema } from '../schemas/schema-types.js';

/** More than any bureau leaves lying. */
const waitingAtMost = 1_000;

/** @returns what is public that should not be, what people look up in vain, and what waits to be published */
export async function recordFacts(store: Store, datasets: Datasets): Promise<RecordFacts> {
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
  const unserved = await withoutFolder(store, datasets);
  return { withSamples, withSampleSource, empty, withoutFolder: unserved, waiting: await waitingIn(store) };
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
