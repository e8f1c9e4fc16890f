import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { GuessStore } from '../../../src/domain/guessing/stores.js';
import { onEachDatabase } from '../../contracts/two-openings.js';

const now = Date.parse('2016-10-21T10:00:00+08:00');
const minuteMs = 60_000;
let names = 0;
/** A key that no other test has counted against. */
const newKey = () => `key-${++names}`;

interface Taken {
  readonly key: string;
  readonly at: number;
}

/** How many there may be from one moment to another. */
const mostIn = (ms: number, atOnce: number, everyMs: number) => atOnce + Math.floor(ms / everyMs);

/** @returns the first stretch of time in which more was taken than there is room for */
function overfull(taken: readonly Taken[], atOnce: number, everyMs: number): Taken[] | null {
  for (const key of new Set(taken.map((one) => one.key))) {
    const times = taken.filter((one) => one.key === key).sort((a, b) => a.at - b.at);
    for (let first = 0; first < times.length; first++) {
      for (let last = first; last < times.length; last++) {
        const lasting = (times[last]?.at ?? 0) - (times[first]?.at ?? 0);
        if (last - first + 1 > mostIn(lasting, atOnce, everyMs)) return times.slice(first, last + 1);
      }
    }
  }
  return null;
}

onEachDatabase((db) => {
  const stores = (): readonly GuessStore[] => [db.store.guesses, db.other.guesses];

  test('in no stretch of time is more taken than there is room for, whoever takes it when, and whatever is given back', async () => {
    const step = fc.record({
      // Later by so many quarters of the time that one is forgiven in.
      quarters: fc.integer({ min: 0, max: 6 }),
      together: fc.array(fc.record({ process: fc.nat(1), key: fc.nat(1), isFound: fc.boolean() }), { maxLength: 8 }),
      givenBackAfterMs: fc.constantFrom(0, 1, 500, 20_000, 90_000),
    });
    const rule = fc.record({ atOnce: fc.integer({ min: 1, max: 5 }), steps: fc.array(step, { maxLength: 12 }) });
    await fc.assert(
      fc.asyncProperty(rule, async ({ atOnce, steps }) => {
        const keys = [newKey(), newKey()];
        const kept: Taken[] = [];
        let at = now;
        for (const { quarters, together, givenBackAfterMs } of steps) {
          at += (quarters * minuteMs) / 4;
          const givenBackAt = at + givenBackAfterMs;
          await Promise.all(
            together.map(async ({ process, key, isFound }) => {
              const store = stores()[process] ?? db.store.guesses;
              const name = keys[key] ?? '';
              const taken = await store.take([{ key: name, atOnce, everyMs: minuteMs }], at);
              if (!taken.has(name)) return;
              if (isFound) await store.giveBack([name], at, givenBackAt);
              else kept.push({ key: name, at });
            }),
          );
          at = givenBackAt;
        }
        expect(overfull(kept, atOnce, minuteMs)).toBeNull();
      }),
      { numRuns: 25 },
    );
  });

  test('of 64 that come at once to two processes, as many are taken as there is room for', async () => {
    const counts = [newKey(), newKey(), newKey()].map((key, n) => ({ key, atOnce: 5 + n, everyMs: minuteMs }));
    const orders = [counts, counts.toReversed()];
    const taken = await Promise.all(
      Array.from({ length: 64 }, (_, n) => (stores()[n % 2] ?? db.store.guesses).take(orders[n % 2] ?? counts, now)),
    );
    for (const { key, atOnce } of counts) expect(taken.filter((one) => one.has(key))).toHaveLength(atOnce);
  });

  test('room comes back one at a time, and when is told', async () => {
    const [key] = [newKey()];
    const count = { key, atOnce: 2, everyMs: minuteMs };
    const take = async (at: number) => (await db.store.guesses.take([count], at)).get(key) ?? null;
    expect([await take(now), await take(now), await take(now), await take(now + minuteMs - 1)]).toEqual([
      1,
      2,
      null,
      null,
    ]);
    expect(await db.store.guesses.roomAt([key, 'unknown'], now)).toEqual(new Map([[key, now + minuteMs]]));
    expect([await take(now + minuteMs), await take(now + minuteMs)]).toEqual([2, null]);
    expect(await db.store.guesses.roomAt([key], now + 10 * minuteMs)).toEqual(new Map());
    expect([await take(now + 10 * minuteMs), await take(now + 10 * minuteMs)]).toEqual([1, 2]);
  });

  test('what is found leaves nothing behind, however often; what missed beside it stays', async () => {
    const [found, missed] = [newKey(), newKey()];
    const counts = [found, missed].map((key) => ({ key, atOnce: 3, everyMs: minuteMs }));
    await db.store.guesses.take(counts.slice(1), now);
    for (let n = 0; n < 20; n++) {
      const at = now + n;
      expect((await db.store.guesses.take(counts, at)).get(found)).toBe(1);
      await db.store.guesses.giveBack([found, missed], at, at);
    }
    const rows: unknown[] = [];
    for await (const chunk of db.store.archive.dump()) if (chunk.table === 'guess_count') rows.push(...chunk.rows);
    expect(rows.filter((row) => JSON.stringify(row).includes(found))).toEqual([]);
    expect((await db.store.guesses.take(counts, now + 20)).get(missed)).toBe(2);
  });

  test('a clock that is set back by years locks nobody out', async () => {
    const [key] = [newKey()];
    const count = { key, atOnce: 2, everyMs: minuteMs };
    const yearMs = 365 * 24 * 60 * minuteMs;
    for (let n = 0; n < 3; n++) await db.store.guesses.take([count], now + yearMs);
    expect((await db.store.guesses.take([count], now)).get(key)).toBe(1);
  });

  test('two processes whose clocks differ by less than a full bucket share one', async () => {
    const [key] = [newKey()];
    const count = { key, atOnce: 3, everyMs: minuteMs };
    for (let n = 0; n < 3; n++) await db.store.guesses.take([count], now + 2 * minuteMs);
    expect((await db.other.guesses.take([count], now)).size).toBe(0);
  });

  test('every process makes its keys with the same secret', async () => {
    const secrets = await Promise.all([...stores(), ...stores()].map((store) => store.secret()));
    expect(new Set(secrets).size).toBe(1);
    expect(secrets[0]).toMatch(/^[\w-]{43}$/);
  });
});
