import { expect, test, vi } from 'vitest';
import { Indexing } from '../../src/disclosure/listing/indexing.js';
import { Listing } from '../../src/disclosure/listing/listing.js';
import { matcherOf } from '../../src/disclosure/listing/matches.js';
import { type ListQuestion, readQuestion } from '../../src/disclosure/listing/question.js';
import { sortKey } from '../../src/disclosure/listing/sort-key.js';
import { Chain } from '../../src/disclosure/reading/chain.js';
import { type Change, versionHash } from '../../src/domain/disclosure/release.js';
import type { Store } from '../../src/domain/store.js';
import { type DatasetSchema, loadDatasets } from '../../src/schemas/schema.js';
import { dataWith, schemaWith } from '../disclosure/schema-fixtures.js';
import { onEachDatabase } from './two-openings.js';

const columns = ['lot', 'maker', 'kind', 'made_on', 'weight'];
const fields = [
  { name: 'maker', title: '厂商', type: 'string' },
  { name: 'kind', title: '种类', type: 'string', constraints: { enum: ['软', '硬', '蓝纹'] } },
  { name: 'made_on', title: '生产日期', type: 'date' },
  { name: 'weight', title: '重量', type: 'number' },
];
const list = { filters: ['kind', 'maker'], orders: ['-made_on', 'weight', 'maker'], words: ['maker', 'lot'] };

function cheeses(change: object = list): DatasetSchema {
  const schema = schemaWith(fields, { yibo: { id: ['lot'], list: change } });
  const dataset = loadDatasets(dataWith({ cheeses: schema })).get('cheeses');
  if (!dataset) throw new Error('there is no dataset');
  return dataset;
}

type Row = Readonly<Record<string, string>>;

/** Made up by the number, so that values repeat, and some are unknown. */
function row(n: number): Row {
  return {
    lot: `L${String((n * 7919) % 100_003).padStart(6, '0')}`,
    maker: ['天津滨海示例奶酪', 'Fromagerie Exemple', '示例 Dairy 滨海', ''][n % 4] ?? '',
    kind: ['软', '硬', '蓝纹'][n % 3] ?? '',
    made_on:
      n % 11 === 0 ? '' : `2016-${String((n % 12) + 1).padStart(2, '0')}-${String((n % 28) + 1).padStart(2, '0')}`,
    weight: n % 5 === 0 ? String(-n) : String(n / 8),
  };
}

let at = 5000;
async function publish(store: Store, rows: readonly Row[], change: Change = 'published'): Promise<number> {
  const terms = { reason: '例行公开', legalBasis: '条例', madeBy: '张三', madeAt: 1, fetchedAt: 1, source: '系统' };
  const plan = { dataset: 'cheeses', sample: false, columns, ...terms, file: '', header: [] };
  const versions = rows.map((one, place) => {
    const values = JSON.stringify(columns.map((name) => one[name] ?? ''));
    const parts = { id: one.lot ?? '', line: place + 1, change, values, raw: null, previous: null, keys: [] };
    return { ...parts, hash: versionHash(`cheeses ${at}`, parts) };
  });
  at += 1000;
  const growth = change === 'published' ? rows.length : change === 'corrected' ? 0 : -rows.length;
  const body = { sha256: '', versions: rows.length, growth, root: 'a'.repeat(64) };
  const no = await store.publications.draft(plan, body, versions);
  await store.publications.approve(no, '李四', at);
  return (await store.publications.publish(no, at)).position ?? 0;
}

function listingOn(store: Store): Listing {
  return new Listing(store, new Chain(store.publications));
}

async function walk(
  listing: Listing,
  dataset: DatasetSchema,
  question: ListQuestion,
  limit: number,
  between = async () => {},
) {
  const ids: string[] = [];
  let after: string | undefined;
  for (let pages = 0; pages < 10_000; pages++) {
    const { records, next } = await listing.page(dataset, question, { limit, after });
    expect(records.length).toBeLessThanOrEqual(limit);
    ids.push(...records.map(({ id }) => id));
    if (next === null) return ids;
    after = next;
    await between();
  }
  throw new Error('a listing has no end');
}

/** What a listing should be, by looking at every row. */
function expected(dataset: DatasetSchema, question: ListQuestion, rows: readonly Row[]): string[] {
  const { orders } = { orders: ['made_on', 'weight', 'maker'] };
  const field = dataset.fields.find(({ name }) => name === orders[question.ordering]);
  const found = rows.filter(matcherOf(dataset, question)).map((one) => {
    const key = field ? sortKey(field, one[field.name] ?? '') : '';
    return { key: Buffer.from(key), id: one.lot ?? '' };
  });
  found.sort((a, b) => Buffer.compare(a.key, b.key) || (a.id < b.id ? -1 : 1));
  const ids = found.map(({ id }) => id);
  return question.backwards ? ids.reverse() : ids;
}

const questions: readonly Readonly<Record<string, string>>[] = [
  {},
  { sort: 'made_on' },
  { sort: 'weight' },
  { sort: '-weight', kind: '软' },
  { kind: '蓝纹', maker: '天津滨海示例奶酪' },
  { kind: '软', maker: 'Fromagerie Exemple', sort: 'maker' },
  { q: '滨海' },
  { q: '示例', sort: '-maker' },
  { q: 'from exem', kind: '硬' },
  { q: 'l0' },
  { q: '滨海 dai' },
  { q: 'nothing' },
  { 'made_on.from': '2016-03', 'made_on.to': '2016-05-10' },
  { 'made_on.to': '2016-02', sort: 'made_on' },
  { 'made_on.from': '2016-11', sort: 'weight' },
  { 'weight.from': '-50', 'weight.to': '12.5', sort: '-weight' },
  { 'weight.from': '0', q: '示例', kind: '硬' },
  { maker: 'nobody' },
];

onEachDatabase((db) => {
  test('every question is walked to its end, as if each row had been looked at', async () => {
    const dataset = cheeses();
    const rows = Array.from({ length: 260 }, (_, n) => row(n));
    await publish(db.store, rows.slice(0, 230));
    await publish(db.store, rows.slice(230));
    const listing = listingOn(db.other);
    for (const texts of questions) {
      const question = readQuestion(dataset, texts);
      const wanted = expected(dataset, question, rows);
      for (const limit of [31, 200]) {
        expect(await walk(listing, dataset, question, limit), JSON.stringify(texts)).toEqual(wanted);
      }
      expect(await listing.count(dataset, question)).toEqual({ count: wanted.length, isExact: true });
    }
    const facets = await listing.facets(dataset);
    expect(facets.map(({ field }) => field.name)).toEqual(['kind', 'maker']);
    for (const { field, values } of facets) {
      for (const { value, n } of values) expect(n).toBe(rows.filter((one) => one[field.name] === value).length);
    }
  });

  test('a walk is of one release, whatever is published meanwhile; what is withdrawn is left out at once', async () => {
    const dataset = cheeses();
    const rows = Array.from({ length: 40 }, (_, n) => row(n));
    await publish(db.store, rows);
    const listing = listingOn(db.store);
    const question = readQuestion(dataset, {});
    const before = expected(dataset, question, rows);
    const gone = before.at(-1) ?? '';
    const moved = before.at(-2) ?? '';
    let step = 0;
    const walked = await walk(listing, dataset, question, 10, async () => {
      step++;
      if (step === 1) await publish(db.other, [{ ...row(1), lot: 'NEW', made_on: '2016-06-15' }]);
      if (step === 2) await publish(db.other, [{ ...row(2), lot: moved, made_on: '2017-01-01' }], 'corrected');
      if (step === 3) await publish(db.other, [{ lot: gone }], 'withdrawn');
    });
    expect(walked).toEqual(before.filter((id) => id !== gone));
    const after = await walk(listing, dataset, question, 10);
    expect(after[0]).toBe(moved);
    expect(after).toContain('NEW');
    expect(after).not.toContain(gone);
    expect(await listing.count(dataset, question)).toEqual({ count: 40, isExact: true });
  });

  test('two filters that rarely meet are laid over each other, and found as if each row had been looked at', async () => {
    const dataset = cheeses();
    const [common, other] = ['天津滨海示例奶酪', 'Fromagerie Exemple'];
    const met = [3, 601, 602, 1_777, 2_998];
    const rows = Array.from({ length: 3_000 }, (_, n): Row => {
      const isHere = met.includes(n);
      const maker = isHere || n % 2 === 0 ? common : other;
      return { ...row(n), lot: `L${String(n).padStart(5, '0')}`, maker, kind: isHere || n % 2 === 1 ? '硬' : '软' };
    });
    const now = new Map(rows.map((one) => [one.lot, one]));
    await publish(db.store, rows.slice(0, 1_000));
    await publish(db.store, rows.slice(1_000));
    const listing = listingOn(db.other);
    await listing.indexing.catchUp(dataset);
    const isWalked = vi.spyOn(db.other.listings, 'read');
    const asked = [{}, { sort: 'made_on' }, { sort: '-weight' }, { sort: 'maker' }, { 'made_on.from': '2016-03' }];
    const check = async () => {
      for (const texts of asked) {
        const question = readQuestion(dataset, { kind: '硬', maker: common, ...texts });
        const wanted = expected(dataset, question, [...now.values()]);
        for (const limit of [2, 50]) expect(await walk(listing, dataset, question, limit)).toEqual(wanted);
        expect(await listing.count(dataset, question)).toEqual({ count: wanted.length, isExact: true });
      }
    };
    await check();
    const changed: readonly Row[] = [
      { ...rows[3], maker: other },
      { ...rows[10], kind: '硬', made_on: '' },
      { ...rows[602], weight: '0.5', made_on: '2016-12-30' },
    ];
    await publish(db.store, changed, 'corrected');
    for (const one of changed) now.set(one.lot, one);
    await publish(db.store, [{ lot: rows[1_777]?.lot ?? '' }], 'withdrawn');
    now.delete(rows[1_777]?.lot ?? '');
    // Ordinals of versions that were replaced stand in the way of nobody.
    for (let time = 0; time < 150; time++) {
      const again: Row[] = [3, 601, 2_998].map((n) => ({
        ...now.get(`L${String(n).padStart(5, '0')}`),
        weight: `${time}`,
      }));
      await publish(db.store, again, 'corrected');
      for (const one of again) now.set(one.lot, one);
    }
    await check();
    expect(isWalked).not.toHaveBeenCalled();
    isWalked.mockRestore();
  });

  test('two processes that list at once list everything once', async () => {
    const dataset = cheeses();
    await publish(
      db.store,
      Array.from({ length: 900 }, (_, n) => row(n)),
    );
    const work = [db.store, db.other].map((store) =>
      new Indexing(store, new Chain(store.publications)).catchUp(dataset),
    );
    await Promise.all(work);
    const counted = await listingOn(db.other).count(dataset, readQuestion(dataset, {}));
    expect(counted).toEqual({ count: 900, isExact: true });
  });

  test('a schema that lists by other fields has all listed anew, and what was before is erased', async () => {
    await publish(
      db.store,
      Array.from({ length: 30 }, (_, n) => row(n)),
    );
    const [first, second] = [cheeses(), cheeses({ filters: ['kind'], orders: ['weight'], words: [] })];
    await listingOn(db.store).page(first, readQuestion(first, { q: '滨海' }), { limit: 5 });
    const question = readQuestion(second, { kind: '软' });
    expect(await walk(listingOn(db.other), second, question, 4)).toHaveLength(10);
    const [newer, older] = await db.store.listings.indexes('cheeses');
    expect(older?.state).toBe('serving');
    while (await db.store.listings.erase(older?.no ?? 0));
    expect(await db.store.listings.indexes()).toEqual([newer]);
    expect(await walk(listingOn(db.other), second, question, 4)).toHaveLength(10);
  });

  test('what was replaced is forgotten up to a release: whoever still walks as of one before begins again', async () => {
    const dataset = cheeses();
    await publish(
      db.store,
      Array.from({ length: 20 }, (_, n) => row(n)),
    );
    const listing = listingOn(db.store);
    const question = readQuestion(dataset, {});
    const { next } = await listing.page(dataset, question, { limit: 5 });
    const upTo = await publish(db.store, [{ ...row(3), made_on: '2017-01-01' }], 'corrected');
    await listing.page(dataset, question, { limit: 5 });
    const [index] = await db.store.listings.indexes('cheeses');
    if (!index) throw new Error('nothing is listed');
    while (await db.other.listings.forget(index, upTo));
    await expect(listing.page(dataset, question, { limit: 5, after: next ?? '' })).rejects.toMatchObject({
      code: 'start-over',
    });
    expect(await walk(listing, dataset, question, 6)).toHaveLength(20);
  });
});
