import { describe, expect, test } from 'vitest';
import { sealReleases } from '../../src/disclosure/sealing/seal-releases.js';
import { canonicalJson, type Json } from '../../src/domain/proofs/canonical-json.js';
import { leafHash, rootByInclusion } from '../../src/domain/proofs/merkle-tree.js';
import type { Store } from '../../src/domain/store.js';
import { cheeses, cheesesWithout, emptyStore, publish } from '../exchange/fixtures.js';
import { type Got, get, refusalIn, serving } from './api.js';

const soft = ['软酪', '2016-10-01', '20', ''];
const datasets = new Map([cheeses(), cheeses('secret-cheeses')].map((one) => [one.name, one]));
const seal = (store: Store) => sealReleases({ store, datasets, salt: () => 'f'.repeat(64) });

interface Proof {
  readonly position: number;
  readonly public: { readonly size: number; readonly root: string; readonly seal: string };
  readonly index: number;
  readonly leaf: string;
  readonly row: Json;
  readonly closed?: string;
  readonly path: readonly string[];
}

function rootOf({ body }: Got): string | undefined {
  const { leaf, index, path, public: open } = body as unknown as Proof;
  const bytes = (hash: string) => Buffer.from(hash, 'hex');
  return rootByInclusion({ leaf: bytes(leaf), index, size: open.size, path: path.map(bytes) })?.toString('hex');
}

/** Three cheeses, of which one is corrected and another withdrawn, and one that is told to who asks for it alone. */
async function published(): Promise<Store> {
  const store = await emptyStore();
  await publish(
    store,
    ['A', 'B', 'C/1'].map((id) => [id, soft] as const),
  );
  await publish(store, [['B', ['硬酪', '2016-10-02', '30', '']]]);
  await publish(store, [['A', null]], { reason: '发布有误' });
  await publish(store, [['X', soft]], { dataset: 'secret-cheeses' });
  await seal(store);
  return store;
}

describe('a record is proved over the open API', () => {
  test('by its row, whose canonical JSON has the hash that leads to the root of its release', async () => {
    const api = serving(await published(), datasets);
    for (const [id, position, name] of [
      ['B', 2, '硬酪'],
      ['C%2F1', 1, '软酪'],
    ] as const) {
      const got = await get(api, `/datasets/cheeses/records/${id}/proof`);
      const proof = got.body as unknown as Proof;
      expect(proof).toMatchObject({ position, row: { fields: { name }, version: { position } } });
      expect(leafHash(canonicalJson(proof.row)).toString('hex')).toBe(proof.leaf);
      expect(rootOf(got)).toBe(proof.public.root);
    }
  });

  test('an earlier version of it, by the position of its release; of one that was withdrawn only that it was', async () => {
    const api = serving(await published(), datasets);
    const earlier = await get(api, '/datasets/cheeses/records/B/proof?position=1');
    expect(earlier.body).toMatchObject({ position: 1, row: { fields: { name: '软酪' } } });
    const ended = await get(api, '/datasets/cheeses/records/A/proof');
    expect(ended.body).toMatchObject({ position: 3, row: { change: 'withdrawn', reason: '发布有误' } });
    const before = await get(api, '/datasets/cheeses/records/A/proof?position=1');
    expect(before.body).toMatchObject({ row: null, closed: 'ended' });
    expect(before.text).not.toContain('软酪');
    expect(rootOf(before)).toBe((before.body as unknown as Proof).public.root);
  });

  test('not where there is none, nor of what is asked for one at a time, nor before it is sealed', async () => {
    const store = await published();
    const api = serving(store, datasets);
    const refusal = async (path: string) => {
      const { status, code } = refusalIn(await get(api, path));
      return [status, code];
    };
    expect(await refusal('/datasets/cheeses/records/Z/proof')).toEqual([404, 'unknown-record']);
    expect(await refusal('/datasets/cheeses/records/B/proof?position=3')).toEqual([404, 'unknown-position']);
    expect(await refusal('/datasets/cheeses/records/B/proof?position=x')).toEqual([404, 'unknown-position']);
    expect(await refusal('/datasets/secret-cheeses/records/X/proof')).toEqual([403, 'lookup-only']);
    expect(await refusal('/releases/9/rows')).toEqual([404, 'unknown-position']);
    await publish(store, [['D', soft]]);
    expect(await refusal('/datasets/cheeses/records/D/proof')).toEqual([503, 'not-sealed-yet']);
    expect(await refusal('/releases/5/rows')).toEqual([503, 'not-sealed-yet']);
    expect((await get(api, '/releases/5/rows')).headers.get('retry-after')).toBe('10');
    const { releases } = (await get(api, '/releases?after=3')).body as { releases: { public: object | null }[] };
    expect(releases.map(({ public: open }) => open === null)).toEqual([false, true]);
  });
});

describe('the rows of a release', () => {
  test('come page by page, the last without a next one', async () => {
    const api = serving(await published(), datasets);
    const seen: number[] = [];
    for (let next: unknown = 0; next !== null; ) {
      const { body } = await get(api, `/releases/1/rows?limit=2&after=${next}`);
      seen.push(...(body.rows as { index: number }[]).map(({ index }) => index));
      next = body.next;
    }
    expect(seen).toEqual([0, 1, 2]);
    expect((await get(api, '/releases/1/rows?after=3')).body).toMatchObject({ rows: [], next: null });
  });

  test('of a closed dataset are hashes; where a field was taken away, hashes and ids', async () => {
    const store = await published();
    const closed = await get(serving(store, datasets), '/releases/4/rows');
    expect(closed.body.rows).toEqual([{ index: 0, leaf: expect.any(String), row: null, closed: 'lookup-only' }]);
    const withheld = await get(serving(store, new Map([['cheeses', cheesesWithout('fat')]])), '/releases/2/rows');
    expect(withheld.body.rows).toEqual([
      { index: 0, leaf: expect.any(String), row: null, closed: 'field-withheld', id: 'B' },
    ]);
  });

  test('never tell of the salt that nonces are made with', async () => {
    const api = serving(await published(), datasets);
    for (const path of [
      '/releases',
      '/releases/1/rows',
      '/datasets/cheeses/records/B/proof',
      '/datasets/cheeses/snapshot',
    ]) {
      expect((await get(api, path)).text).not.toContain('f'.repeat(64));
    }
  });
});
