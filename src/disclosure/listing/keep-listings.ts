import type { Clock } from '../../domain/time/clock.js';
import type { DatasetSchema, Datasets } from '../../schemas/schema.js';
import { Chain } from '../reading/chain.js';
import { Indexing, type ListedStore } from './indexing.js';
import { listSpecOf } from './list-spec.js';

export interface KeepListings {
  readonly store: ListedStore;
  readonly datasets: Datasets;
  readonly clock: Clock;
  readonly log: { info(fields: object, message: string): void };
}

/** So long somebody may take from one page to the next: what was replaced before is forgotten. */
const walkMs = 2 * 86_400_000;
const stepsPerWord = 100;

/**
 * Work beside requests: lists what is not listed yet, says how far that has come, erases what a schema no longer lists by, and forgets what was
 * replaced long ago.
 */
export async function keepListings(request: KeepListings, isStopped: () => boolean): Promise<void> {
  const { store, datasets, clock } = request;
  const chain = new Chain(store.publications);
  const indexing = new Indexing(store, chain);
  const open = [...datasets.values()].filter(({ access }) => access === 'open');
  for (const dataset of open) await listAll(request, indexing, dataset, isStopped);
  const upTo = await lastBefore(chain, clock.now() - walkMs);
  const specs = new Map(open.map((dataset) => [dataset.name, listSpecOf(dataset).text]));
  const indexes = await store.listings.indexes();
  const isServed = (name: string) =>
    indexes.some(({ dataset, spec, state }) => dataset === name && spec === specs.get(name) && state === 'serving');
  for (const index of indexes) {
    const { dataset, no, position } = index;
    const isCurrent = specs.get(dataset) === index.spec;
    if (isCurrent) {
      const until = Math.min(upTo, position);
      while (until > 0 && !isStopped() && (await store.listings.forget(index, until)));
    } else if (!specs.has(dataset) || isServed(dataset)) while (!isStopped() && (await store.listings.erase(no)));
  }
}

async function listAll(
  { log }: KeepListings,
  indexing: Indexing,
  dataset: DatasetSchema,
  isStopped: () => boolean,
): Promise<void> {
  let steps = 0;
  let isSaid = false;
  await indexing.catchUp(dataset, () => {
    steps++;
    if (steps % stepsPerWord === 0) {
      isSaid = true;
      void indexing.percent(dataset).then(
        (percent) => log.info({ dataset: dataset.name, percent }, 'a dataset is being listed'),
        () => undefined,
      );
    }
    return isStopped();
  });
  if (isSaid && !isStopped()) log.info({ dataset: dataset.name, percent: 100 }, 'a dataset is listed');
}

/** @returns the position of the last release that was published before a moment; 0 when none was */
async function lastBefore(chain: Chain, at: number): Promise<number> {
  let [low, high] = [0, (await chain.head()).last?.position ?? 0];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    const release = await chain.at(middle);
    if (release && release.publishedAt < at) low = middle;
    else high = middle - 1;
  }
  return low;
}
