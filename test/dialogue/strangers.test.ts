import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Strangers } from '../../src/dialogue/strangers.js';

const never = () => false;
const nobody = { ids: async () => [] };

/** A store of conversations that gives them as one does. */
function storeOf(all: readonly string[]) {
  const sorted = [...all].sort();
  return {
    ids: async (prefix: string, after: string, most: number) =>
      sorted.filter((id) => id.startsWith(prefix) && id > after).slice(0, most),
  };
}

test('nobody is a stranger before all that is stored is learnt', async () => {
  const strangers = new Strangers();
  expect(strangers.has('wx:new')).toBe(false);
  await strangers.learn(nobody, ['wx:'], never);
  expect(strangers.has('wx:new')).toBe(true);
});

test('learning that was broken off leaves nobody a stranger', async () => {
  const strangers = new Strangers();
  await strangers.learn(storeOf(['wx:a']), ['wx:'], () => true);
  expect(strangers.has('wx:b')).toBe(false);
});

test('whoever is stored or was met is no stranger, whatever their ids', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.string()), fc.array(fc.string()), async (stored, met) => {
      const strangers = new Strangers();
      await strangers.learn(storeOf(stored), [''], never);
      for (const id of met) strangers.meet(id);
      for (const id of [...stored, ...met]) expect(id !== '' && strangers.has(id)).toBe(false);
    }),
    { numRuns: 50 },
  );
});

test('of pages of ids none is left out; of a hundred thousand strangers nearly all are told from as many who are known', async () => {
  const known = Array.from({ length: 100_000 }, (_, n) => `wx:${n}`);
  const strangers = new Strangers();
  await strangers.learn(storeOfMany(known), ['wx:'], never);
  expect(known.filter((id) => strangers.has(id))).toEqual([]);
  const told = known.filter((id) => strangers.has(`${id}-other`)).length;
  expect(told).toBeGreaterThan(99_000);
});

/** The same for many, each page found by its place. */
function storeOfMany(all: readonly string[]) {
  const sorted = [...all].sort();
  const places = new Map(sorted.map((id, place) => [id, place]));
  return {
    ids: async (_prefix: string, after: string, most: number) => {
      const from = after === '' ? 0 : (places.get(after) ?? 0) + 1;
      return sorted.slice(from, from + most);
    },
  };
}
