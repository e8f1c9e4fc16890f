import { describe, expect, test } from 'vitest';
import { Chain } from '../../src/disclosure/reading/chain.js';
import type { Store } from '../../src/domain/store.js';
import { changesPage } from '../../src/exchange/feed/changes.js';
import { CursorRefused } from '../../src/exchange/feed/cursor.js';
import { snapshotPage } from '../../src/exchange/feed/snapshot.js';
import { emptyStore, inForce, interrupted, publish, type Row } from './fixtures.js';

/** Chance that comes again: mulberry32. */
function chance(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) % below;
  };
}

/** Publishes a few records, corrections, withdrawals and republications, now and then several releases at once. */
function publisher(store: Store, pick: (below: number) => number) {
  let round = 0;
  return async (): Promise<void> => {
    round++;
    const rows = new Map<string, Row>();
    for (let n = pick(5); n >= 0; n--) {
      const id = `L${pick(25)}`;
      rows.set(
        id,
        pick(4) === 0 ? [id, null, pick(2) ? 'withdrawn' : 'expired'] : [id, [`name ${round}-${n}`, '', '', '']],
      );
    }
    const [known, dataset] = [await inForce(store), pick(6) === 0 ? 'secret-cheeses' : 'cheeses'];
    // Only what is public can be withdrawn.
    const able = [...rows.values()].filter(([id, values]) => values !== null || (dataset === 'cheeses' && known[id]));
    // Clocks differ: many releases bear the same time.
    if (able.length > 0) await publish(store, able, { dataset, at: 1000 + pick(3), sample: pick(3) === 0 });
  };
}

interface Mirror {
  readonly held: Map<string, unknown>;
  cursor: string;
}

async function takeSnapshot(store: Store, chain: Chain, limit: number, between: () => Promise<void>): Promise<Mirror> {
  const mirror: Mirror = { held: new Map(), cursor: '' };
  let after: string | undefined;
  do {
    const page = await snapshotPage(store, chain, 'cheeses', { after, limit });
    expect(page.records.length).toBeLessThanOrEqual(limit);
    if (mirror.cursor !== '') expect(page.changes).toBe(mirror.cursor);
    mirror.cursor = page.changes;
    // Whatever is handed out is in force when it is.
    const now = await inForce(store);
    for (const { id, fields } of page.records) {
      expect(fields).toEqual(now[id]);
      mirror.held.set(id, fields);
    }
    after = page.next ?? undefined;
    await between();
  } while (after !== undefined);
  return mirror;
}

async function takeChanges(
  store: Store,
  chain: Chain,
  mirror: Mirror,
  limit: number,
  between: () => Promise<void>,
): Promise<void> {
  for (let hasMore = true; hasMore; ) {
    const page = await changesPage(store, chain, 'cheeses', { after: mirror.cursor, limit });
    expect(page.changes.length).toBeLessThanOrEqual(limit);
    const now = await inForce(store);
    for (const { kind, record } of page.changes) {
      if (kind === 'upsert') expect(record.fields).toEqual(now[record.id]);
      if (kind === 'upsert') mirror.held.set(record.id, record.fields);
      else if (kind === 'tombstone') mirror.held.delete(record.id);
    }
    mirror.cursor = page.next;
    hasMore = page.hasMore;
    await between();
  }
}

describe('a mirror', () => {
  test.each(Array.from({ length: 30 }, (_, n) => n + 1))(
    'is what is in force, whatever is published while it reads (seed %i)',
    async (seed) => {
      const store = await emptyStore();
      const chain = new Chain(store.publications);
      const pick = chance(seed);
      const publishSome = publisher(store, pick);
      for (let n = 0; n < 8; n++) await publishSome();
      const maybe = async () => {
        for (let n = pick(3); n > 0; n--) await publishSome();
      };
      const mirror = await takeSnapshot(store, chain, 1 + pick(6), maybe);
      // A few rounds with publications between the pages, then one in peace.
      for (let n = 0; n < 3; n++) {
        let left = 6;
        await takeChanges(store, chain, mirror, 1 + pick(6), async () => (left-- > 0 ? maybe() : undefined));
        await publishSome();
      }
      await takeChanges(store, chain, mirror, 1 + pick(6), async () => undefined);
      expect(Object.fromEntries(mirror.held)).toEqual(await inForce(store));
      expect(mirror.held.size).toBeGreaterThan(0);
    },
  );

  test('of all changes from the beginning is the same as one from a snapshot', async () => {
    const store = await emptyStore();
    const chain = new Chain(store.publications);
    const publishSome = publisher(store, chance(99));
    for (let n = 0; n < 40; n++) await publishSome();
    const { next } = await changesPage(store, chain, 'cheeses', { limit: 1 });
    const first = await changesPage(store, chain, 'cheeses', { limit: 1000 });
    expect(first.hasMore).toBe(false);
    const mirror: Mirror = { held: new Map(), cursor: next };
    await takeChanges(store, chain, mirror, 7, async () => undefined);
    for (const { kind, record } of first.changes.slice(0, 1))
      if (kind === 'upsert') mirror.held.set(record.id, record.fields);
    expect(Object.fromEntries(mirror.held)).toEqual(await inForce(store));
  });
});

test('a snapshot comes to its end although others never stop', async () => {
  const store = await emptyStore();
  const chain = new Chain(store.publications);
  await publish(store, [
    ['A', ['1', '', '', '']],
    ['B', ['1', '', '', '']],
    ['C', ['1', '', '', '']],
  ]);
  let fresh = 0;
  const mirror = await takeSnapshot(store, chain, 1, async () => {
    await publish(store, [[`new${fresh++}`, ['1', '', '', '']]]);
  });
  expect([...mirror.held.keys()]).toEqual(['A', 'B', 'C']);
});

describe('what was withdrawn', () => {
  test('is never handed out again, by the changes nor by a snapshot', async () => {
    const store = await emptyStore();
    const chain = new Chain(store.publications);
    await publish(store, [
      ['A', ['secret', '', '', '']],
      ['B', ['first', '', '', '']],
    ]);
    const { next } = await changesPage(store, chain, 'cheeses', { limit: 1 });
    await publish(
      store,
      [
        ['A', null],
        ['B', ['second', '', '', '']],
      ],
      { reason: '发布有误' },
    );
    const { changes } = await changesPage(store, chain, 'cheeses', { limit: 9 });
    expect(changes.map(({ kind, record }) => [kind, record.id])).toEqual([
      ['superseded', 'A'],
      ['superseded', 'B'],
      ['tombstone', 'A'],
      ['upsert', 'B'],
    ]);
    const rest = await changesPage(store, chain, 'cheeses', { after: next, limit: 9 });
    expect(rest.changes.map(({ kind }) => kind)).toEqual(['superseded', 'tombstone', 'upsert']);
    const { records } = await snapshotPage(store, chain, 'cheeses', { limit: 9 });
    expect(records.map(({ fields }) => fields.name)).toEqual(['second']);
  });

  test('between the reading of a page and its answer is not handed out either', async () => {
    const store = await emptyStore();
    const chain = new Chain(store.publications);
    await publish(store, [['A', ['secret', '', '', '']]]);
    const withdrawing = interrupted(store, () => publish(store, [['A', null]]));
    const { changes, next } = await changesPage(withdrawing, chain, 'cheeses', { limit: 9 });
    expect(changes.map(({ kind }) => kind)).toEqual(['superseded']);
    const later = await changesPage(store, chain, 'cheeses', { after: next, limit: 9 });
    expect(later.changes.map(({ kind }) => kind)).toEqual(['tombstone']);
  });
});

describe('a cursor', () => {
  async function refusal(work: Promise<unknown>): Promise<string> {
    const error = await work.then(
      () => null,
      (reason: unknown) => reason,
    );
    return error instanceof CursorRefused ? error.code : `not refused: ${String(error)}`;
  }

  test('is the same text for the same place, and goes on from there at any time', async () => {
    const store = await emptyStore();
    const chain = new Chain(store.publications);
    const nothing = await changesPage(store, chain, 'cheeses', { limit: 9 });
    expect(nothing).toMatchObject({ changes: [], hasMore: false });
    await publish(store, [['A', ['1', '', '', '']]]);
    const page = await changesPage(store, chain, 'cheeses', { after: nothing.next, limit: 9 });
    expect(page.changes).toHaveLength(1);
    const again = await changesPage(store, new Chain(store.publications), 'cheeses', { limit: 9 });
    expect(again.next).toBe(page.next);
    const end = await changesPage(store, chain, 'cheeses', { after: page.next, limit: 9 });
    expect(end).toEqual({ changes: [], next: page.next, hasMore: false });
  });

  test('that is none, or of another kind or dataset, is refused', async () => {
    const store = await emptyStore();
    const chain = new Chain(store.publications);
    await publish(store, [
      ['A', ['1', '', '', '']],
      ['B', ['1', '', '', '']],
    ]);
    const snapshot = await snapshotPage(store, chain, 'cheeses', { limit: 1 });
    const { next } = await changesPage(store, chain, 'cheeses', { limit: 1 });
    const encoded = (text: string) => Buffer.from(text).toString('base64url');
    const seal = '0'.repeat(12);
    for (const text of [
      '',
      'x',
      '1',
      `${next}=`,
      `${next}A`,
      ` ${next}`,
      snapshot.next ?? '',
      encoded('c cheeses 1 1 '),
      encoded(`c cheeses 0 0 ${seal}`),
      encoded(`c cheeses 01 1 ${seal}0`),
      encoded(`c cheeses 9999999999 1 ${seal}`),
      encoded(`c cheeses -1 1 ${seal}`),
    ]) {
      expect([text, await refusal(changesPage(store, chain, 'cheeses', { after: text, limit: 1 }))]).toEqual([
        text,
        'bad-cursor',
      ]);
    }
    expect(await refusal(changesPage(store, chain, 'secret-cheeses', { after: next, limit: 1 }))).toBe('bad-cursor');
    expect(await refusal(snapshotPage(store, chain, 'cheeses', { after: next, limit: 1 }))).toBe('bad-cursor');
    const beyond = encoded(`s cheeses 2 0 ${seal} 2 1`);
    expect(await refusal(snapshotPage(store, chain, 'cheeses', { after: beyond, limit: 1 }))).toBe('bad-cursor');
  });

  test('of a chain that went on differently says that one has to start over', async () => {
    const [store, other] = [await emptyStore(), await emptyStore()];
    await publish(store, [
      ['A', ['1', '', '', '']],
      ['B', ['1', '', '', '']],
    ]);
    await publish(other, [
      ['A', ['2', '', '', '']],
      ['B', ['2', '', '', '']],
    ]);
    const [chain, otherChain] = [new Chain(store.publications), new Chain(other.publications)];
    const { next } = await changesPage(store, chain, 'cheeses', { limit: 1 });
    const snapshot = await snapshotPage(store, chain, 'cheeses', { limit: 1 });
    for (const cursor of [next, snapshot.changes]) {
      expect(await refusal(changesPage(other, otherChain, 'cheeses', { after: cursor, limit: 1 }))).toBe('start-over');
    }
    const after = snapshot.next ?? '';
    expect(await refusal(snapshotPage(other, otherChain, 'cheeses', { after, limit: 1 }))).toBe('start-over');
    // One that was restored from before is behind its readers.
    const empty = await emptyStore();
    const work = changesPage(empty, new Chain(empty.publications), 'cheeses', { after: next, limit: 1 });
    expect(await refusal(work)).toBe('start-over');
  });
});

test('the chain is read on, not again, and a call sees what was published before it', async () => {
  const store = await emptyStore();
  const asked: number[] = [];
  const chain = new Chain({
    chain(after, limit) {
      asked.push(after);
      return store.publications.chain(after, limit);
    },
  });
  expect((await chain.head()).last).toBeNull();
  await publish(store, [['A', ['1', '', '', '']]], { sample: true });
  const heads = await Promise.all([chain.head(), chain.head(), chain.head()]);
  expect(heads.map(({ last }) => last?.position)).toEqual([1, 1, 1]);
  await publish(store, [['B', ['1', '', '', '']]]);
  const head = await chain.head();
  expect(head.of('cheeses')).toMatchObject({ versions: 2, hadSamples: true, last: { position: 2 } });
  expect(head.of('secret-cheeses')).toBeNull();
  expect(asked).toEqual([0, 0, 1]);
});
