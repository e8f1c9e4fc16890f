import { describe, expect, test } from 'vitest';
import type { ChainedRelease } from '../../../src/disclosure/reading/chain.js';
import { openRows } from '../../../src/disclosure/sealing/open-rows.js';
import { proveVersion, type VersionProof } from '../../../src/disclosure/sealing/prove-version.js';
import { rowsFrom } from '../../../src/disclosure/sealing/rows-of-release.js';
import { sealReleases } from '../../../src/disclosure/sealing/seal-releases.js';
import { type PublicRow, publicLeaf } from '../../../src/domain/disclosure/public-seal.js';
import { rootByInclusion } from '../../../src/domain/proofs/merkle-tree.js';
import type { Store } from '../../../src/domain/store.js';
import type { DatasetSchema } from '../../../src/schemas/schema.js';
import { cheeses, cheesesWithout, emptyStore, publish } from '../../exchange/fixtures.js';

const soft = ['软酪', '2016-10-01', '20', ''];
const hard = ['硬酪', '2016-10-02', '30', '盐渍'];
let salts = 0;
const salt = () => String(++salts).padStart(64, '0');
const both = new Map([cheeses(), cheeses('secret-cheeses')].map((one) => [one.name, one]));

const seal = (store: Store, more: object = {}) => sealReleases({ store, datasets: both, salt, ...more });

async function release(store: Store, position: number): Promise<ChainedRelease> {
  return (await store.publications.chain(position - 1, 1))[0] as ChainedRelease;
}

/** The rows of a release as they are told to everybody. */
async function told(store: Store, position: number, dataset: DatasetSchema = cheeses()) {
  const [own] = await store.publicSeals.list(position - 1, 1);
  if (!own) throw new Error('not sealed');
  const rows = await rowsFrom(store, await release(store, position), own, 0, 5_000);
  return openRows(store, dataset, own, rows);
}

const rowsOf = (count: number) => Array.from({ length: count }, (_, n) => [`L${n}`, soft] as const);

describe('a release is sealed by its public rows', () => {
  test('in the order of the chain, each behind the one before it, and only once', async () => {
    const store = await emptyStore();
    expect(await seal(store)).toBe(0);
    await publish(store, [['L1', soft]]);
    await publish(store, [
      ['L1', hard],
      ['L2', soft],
    ]);
    expect(await seal(store)).toBe(2);
    const seals = await store.publicSeals.list(0, 9);
    expect(seals.map(({ position, size, previous }) => [position, size, previous])).toEqual([
      [1, 1, ''],
      [2, 2, seals[0]?.seal],
    ]);
    expect(await seal(store)).toBe(2);
    expect(await store.publicSeals.list(0, 9)).toEqual(seals);
    await publish(store, [['L3', soft]]);
    expect(await seal(store, { upTo: 2 })).toBe(2);
    expect(await seal(store)).toBe(3);
  });

  test('a row says what everybody can read: fields, why, when, and the hash of the version', async () => {
    const store = await emptyStore();
    await publish(store, [['L1', soft]], { sample: true, at: 5_000 });
    await seal(store);
    const [row] = await told(store, 1);
    const record = await store.records.get('cheeses', 'L1');
    expect(row?.row).toEqual({
      ...{ dataset: 'cheeses', id: 'L1', change: 'published', sample: true, reason: '例行公开' },
      fields: { lot_no: 'L1', name: '软酪', made_on: '2016-10-01', fat: '20', note: '' },
      version: { position: 1, hash: record?.hash, publishedAt: '1970-01-01T00:00:05.000Z' },
      ...{ legalBasis: '《政府信息公开条例》', nonce: expect.stringMatching(/^[\w-]{22}$/) },
    });
    expect(publicLeaf(row?.row as PublicRow).toString('hex')).toBe(row?.leaf);
  });

  test('equal rows have other hashes: whoever knows all but a word of a row cannot find it by trying', async () => {
    const store = await emptyStore();
    await publish(store, rowsOf(40));
    await publish(store, rowsOf(40), { dataset: 'secret-cheeses' });
    await seal(store);
    const nonces = (await told(store, 1)).map(({ row }) => row?.nonce);
    expect(new Set(nonces).size).toBe(40);
    const [first, second] = await store.publicSeals.list(0, 2);
    expect(first?.salt).not.toBe(second?.salt);
  });
});

describe('what is told of a sealed row', () => {
  test('a corrected version is told on; of a record that was withdrawn its withdrawal alone, and the hashes stay', async () => {
    const store = await emptyStore();
    await publish(store, [
      ['L1', soft],
      ['L2', soft],
    ]);
    await publish(store, [['L1', hard]]);
    await seal(store);
    const before = await told(store, 1);
    await publish(store, [['L2', null]], { reason: '发布有误' });
    await seal(store);
    const after = await told(store, 1);
    expect(after.map(({ leaf }) => leaf)).toEqual(before.map(({ leaf }) => leaf));
    expect(after.map(({ row, closed, record }) => [row?.fields?.name, closed, record?.id])).toEqual([
      ['软酪', null, 'L1'],
      [undefined, 'ended', 'L2'],
    ]);
    const [end] = await told(store, 3);
    expect(end?.row).toMatchObject({ id: 'L2', change: 'withdrawn', reason: '发布有误' });
    expect(end?.row).not.toHaveProperty('fields');
  });

  test('a field that is taken out of the schema closes the rows that were sealed with it, and no later ones', async () => {
    const store = await emptyStore();
    await publish(store, [
      ['L1', soft],
      ['L2', null],
    ]);
    await seal(store);
    const without = cheesesWithout('fat');
    expect((await told(store, 1, without)).map(({ closed }) => closed)).toEqual(['field-withheld', null]);
    await publish(store, [['L3', soft]]);
    await sealReleases({ store, salt, datasets: new Map([['cheeses', without]]) });
    const [row] = await told(store, 2, without);
    expect(Object.keys(row?.row?.fields ?? {})).toEqual(['lot_no', 'name', 'made_on', 'note']);
  });

  test('of what is answered one record at a time, and of what no schema tells of, there are hashes alone', async () => {
    const store = await emptyStore();
    await publish(store, [['L1', soft]], { dataset: 'secret-cheeses' });
    await publish(store, [['L1', soft]], { dataset: 'forgotten' });
    await seal(store);
    const nothing = [{ leaf: expect.stringMatching(/^[0-9a-f]{64}$/), row: null, record: null, closed: 'lookup-only' }];
    expect(await told(store, 1, cheeses('secret-cheeses'))).toEqual(nothing);
    const [own] = await store.publicSeals.list(1, 1);
    const rows = own ? await rowsFrom(store, await release(store, 2), own, 0, 9) : [];
    expect(own && (await openRows(store, undefined, own, rows))).toEqual(nothing);
  });
});

describe('a record is proved', () => {
  test('in a release of several pieces: the first, the last, and those where pieces meet', async () => {
    const store = await emptyStore();
    await publish(store, rowsOf(1_100));
    await seal(store);
    expect(await store.publicSeals.pieces(1)).toHaveLength(3);
    for (const index of [0, 511, 512, 1_023, 1_024, 1_099]) {
      const proof = (await proveVersion(store, cheeses(), `L${index}`, null)) as VersionProof;
      const { opened, path, seal: own } = proof;
      expect(proof.index).toBe(index);
      const leaf = publicLeaf(opened.row as PublicRow);
      const hashes = path.map((hash) => Buffer.from(hash, 'hex'));
      expect(rootByInclusion({ leaf, index, size: own.size, path: hashes })?.toString('hex')).toBe(own.root);
    }
    const [own] = await store.publicSeals.list(0, 1);
    const page = own ? await rowsFrom(store, await release(store, 1), own, 510, 5) : [];
    expect(page.map(({ record }) => record.id)).toEqual(['L510', 'L511', 'L512', 'L513', 'L514']);
    expect(own && (await rowsFrom(store, await release(store, 1), own, 1_100, 5))).toEqual([]);
  });

  test('in the version that was asked for; not where there is none, nor before it is sealed', async () => {
    const store = await emptyStore();
    await publish(store, [['L1', soft]]);
    await publish(store, [['L1', null]]);
    await seal(store);
    const newest = (await proveVersion(store, cheeses(), 'L1', null)) as VersionProof;
    expect(newest.opened.row?.change).toBe('withdrawn');
    const first = (await proveVersion(store, cheeses(), 'L1', 1)) as VersionProof;
    expect(first.opened).toMatchObject({ row: null, closed: 'ended' });
    expect(await proveVersion(store, cheeses(), 'L1', 3)).toBe('unknown');
    expect(await proveVersion(store, cheeses(), 'L9', null)).toBe('unknown');
    await publish(store, [['L2', soft]]);
    expect(await proveVersion(store, cheeses(), 'L2', null)).toBe('unsealed');
  });
});

describe('sealing can be broken off, shared and refused', () => {
  test('what was broken off leaves nothing, and is done the next time', async () => {
    const store = await emptyStore();
    await publish(store, rowsOf(1_100));
    let asked = 0;
    expect(await seal(store, { isStopped: () => ++asked > 2 })).toBe(0);
    expect([await store.publicSeals.last(), await store.publicSeals.pieces(1)]).toEqual([null, []]);
    const progress: number[] = [];
    expect(await seal(store, { onProgress: (more: number) => progress.push(more) })).toBe(1);
    expect(progress).toEqual([512, 512, 76]);
  });

  test('two at once make one chain', async () => {
    const store = await emptyStore();
    for (let n = 0; n < 8; n++) await publish(store, [[`L${n}`, soft]]);
    expect(await Promise.all([seal(store), seal(store), seal(store)])).toEqual([8, 8, 8]);
    const seals = await store.publicSeals.list(0, 99);
    expect(seals.map(({ previous }) => previous)).toEqual(['', ...seals.slice(0, -1).map((one) => one.seal)]);
    const [, second] = seals;
    if (second) expect(await store.publicSeals.add({ ...second, salt: 'f' }, [])).toBe(false);
    const next = { ...(seals.at(-1) as (typeof seals)[0]), position: 9, previous: 'of another chain' };
    expect(await store.publicSeals.add(next, [])).toBe(false);
  });

  test('a release that does not have the rows that it says is not sealed', async () => {
    const store = await emptyStore();
    await publish(store, [['L1', soft]]);
    const missing = Object.assign(Object.create(store.records) as Store['records'], { scan: async () => [] });
    await expect(seal({ ...store, records: missing })).rejects.toMatchObject({ code: 'damaged-release' });
    expect(await store.publicSeals.last()).toBeNull();
  });
});
