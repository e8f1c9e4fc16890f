import type { PlacedRecord } from '../../domain/disclosure/record.js';
import { isTombstone } from '../../domain/disclosure/release.js';
import type { ListingIndex } from '../../domain/listings/stores.js';
import type { Store } from '../../domain/store.js';
import type { DatasetSchema } from '../../schemas/schema.js';
import type { Chain } from '../reading/chain.js';
import { entriesOf, listSpecOf } from './list-spec.js';

export type ListedStore = Pick<Store, 'records' | 'publications' | 'listings'>;

const recordsPerStep = 400;
/** All lines of a release are before this. */
const behindAll = Number.MAX_SAFE_INTEGER;
/** Fewer are listed by whoever asks first; more are left to work beside requests. */
const mostAtOnce = 1_000;

/**
 * Lists what is published, behind the chain: a reader of it with a place of its own, which is moved on in the transaction that lists
 * something. It can be killed at any moment, and done by several processes: of two, one finds that it was overtaken.
 */
export class Indexing {
  private readonly underWay = new Map<string, Promise<void>>();

  constructor(
    private readonly store: ListedStore,
    private readonly chain: Chain,
  ) {}

  /**
   * @returns the index of a dataset as its schema has it now, and how many versions it has yet to list; null when nothing was published.
   * A few are listed first; while there are many, what was listed before goes on being read.
   */
  async ready(dataset: DatasetSchema): Promise<{ index: ListingIndex | null; pending: number } | null> {
    const chained = (await this.chain.head()).of(dataset.name);
    if (!chained) return null;
    const standing = async () => {
      const own = await this.own(dataset);
      const index = own?.state === 'serving' ? own : null;
      return { index, pending: Math.max(0, chained.versions - (index?.versions ?? 0)) };
    };
    const before = await standing();
    if (before.index && before.pending === 0) return before;
    const work = this.catchUp(dataset);
    if (before.pending > mostAtOnce) {
      // Whoever does it beside requests says what went wrong.
      work.catch(() => undefined);
      return before;
    }
    // A database that cannot be written can still be read, as far as it is listed.
    await work.catch((error: unknown) => {
      if (!before.index) throw error;
    });
    return standing();
  }

  /** Lists all that is not listed yet. @param isStopped asked between its steps */
  catchUp(dataset: DatasetSchema, isStopped = () => false): Promise<void> {
    const known = this.underWay.get(dataset.name);
    if (known) return known;
    const work = this.goOn(dataset, isStopped).finally(() => this.underWay.delete(dataset.name));
    this.underWay.set(dataset.name, work);
    return work;
  }

  /** @returns how far an index that is being built has come, in hundredths; 100 when it is whole */
  async percent(dataset: DatasetSchema): Promise<number> {
    const own = await this.own(dataset);
    if (own?.state === 'serving') return 100;
    const [all] = own ? await this.store.listings.find(own.no, [{ ordering: 0, field: '', value: '' }]) : [];
    const count = await this.store.records.count(dataset.name);
    return count === 0 ? 0 : Math.min(99, Math.floor(((all?.n ?? 0) * 100) / count));
  }

  async own(dataset: DatasetSchema): Promise<ListingIndex | null> {
    const { text } = listSpecOf(dataset);
    return (await this.store.listings.indexes(dataset.name)).find(({ spec }) => spec === text) ?? null;
  }

  /** @returns what a dataset was listed by before, the newest first, and can be read meanwhile */
  async before(dataset: DatasetSchema): Promise<readonly ListingIndex[]> {
    const { text } = listSpecOf(dataset);
    const all = await this.store.listings.indexes(dataset.name);
    return all.filter(({ spec, state }) => spec !== text && state === 'serving');
  }

  private async goOn(dataset: DatasetSchema, isStopped: () => boolean): Promise<void> {
    while (!isStopped()) {
      const index = await this.own(dataset);
      if (!index) {
        const chained = (await this.chain.head()).of(dataset.name);
        if (!chained) return;
        const { text } = listSpecOf(dataset);
        const target = chained.last.position;
        await this.store.listings.begin({ dataset: dataset.name, spec: text, target, versions: chained.versions });
      } else if (!(await this.step(dataset, index))) return;
    }
  }

  /** @returns whether there may be more to list */
  private async step(dataset: DatasetSchema, index: ListingIndex): Promise<boolean> {
    const isBuilding = index.state === 'building';
    const request = { dataset: dataset.name, limit: recordsPerStep, after: index.at } as const;
    const page = await this.store.records.scan({ ...request, which: isBuilding ? 'current' : 'all' });
    const wanted = isBuilding ? page.filter(({ position }) => position <= index.target) : page;
    let at = index;
    for (const [position, records] of byRelease(wanted)) {
      const next = await this.list(dataset, at, position, records);
      if (!next) return true;
      at = next;
    }
    if (wanted.length === recordsPerStep) return true;
    if (isBuilding) return this.settle(at, at.target, { position: at.target, line: behindAll });
    if (at.position < at.at.position) await this.settle(at, at.at.position, at.at);
    return false;
  }

  /** Lists versions of one release. @returns the index as it is then; null when another process was there first */
  private async list(
    dataset: DatasetSchema,
    index: ListingIndex,
    release: number,
    records: readonly PlacedRecord[],
  ): Promise<ListingIndex | null> {
    const spec = listSpecOf(dataset);
    const isBuilding = index.state === 'building';
    const ids = records.map(({ id }) => id);
    const before = isBuilding ? [] : await this.store.listings.listed(index.no, ids);
    const [ended, kept] = [records.filter(hasEnded), records.filter((record) => !hasEnded(record))];
    const endedIds = new Set(ended.map(({ id }) => id));
    const entries = (of: readonly PlacedRecord[]) => of.flatMap(({ id, fields }) => entriesOf(spec, id, fields));
    const line = records.at(-1)?.line ?? 0;
    const versions = isBuilding ? index.versions : index.versions + records.length;
    // With the first version of the next release, all of this one's is listed.
    const position = isBuilding || index.at.position === release ? index.position : index.at.position;
    const ordinals = index.ordinals + kept.length;
    const to = { state: index.state, position, at: { position: release, line }, versions, ordinals };
    const isApplied = await this.store.listings.apply({
      ...{ index, release, to },
      added: kept.flatMap((record) =>
        entriesOf(spec, record.id, record.fields).map((one) => ({ ...one, line: record.line })),
      ),
      replaced: entries(before.filter(({ id }) => !endedIds.has(id))),
      removed: entries(before.filter(({ id }) => endedIds.has(id))),
      listed: kept.map(({ id, line: own }) => ({ id, line: own })),
      unlisted: [...endedIds],
    });
    return isApplied ? { ...index, ...to } : null;
  }

  /** Notes that all of a release is listed. @returns whether there may be more to list */
  private async settle(index: ListingIndex, position: number, at: ListingIndex['at']): Promise<boolean> {
    const to = { state: 'serving', position, at, versions: index.versions, ordinals: index.ordinals } as const;
    const nothing = { added: [], replaced: [], removed: [], listed: [], unlisted: [] };
    await this.store.listings.apply({ index, release: position, to, ...nothing });
    return true;
  }
}

function hasEnded({ change }: PlacedRecord): boolean {
  return isTombstone(change);
}

function byRelease(records: readonly PlacedRecord[]): ReadonlyMap<number, readonly PlacedRecord[]> {
  const found = new Map<number, PlacedRecord[]>();
  for (const record of records) {
    const group = found.get(record.position);
    if (group) group.push(record);
    else found.set(record.position, [record]);
  }
  return found;
}
