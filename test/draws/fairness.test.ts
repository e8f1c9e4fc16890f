import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { seedFor } from '../../src/draws/chance/seed.js';
import { ranked, SmallestTickets } from '../../src/draws/chance/smallest-tickets.js';
import { Tickets } from '../../src/draws/chance/ticket.js';
import { drawArrival } from '../../src/draws/rules/arrival.js';
import { makePairs } from '../../src/draws/rules/pairs.js';
import { assignPlaces } from '../../src/draws/rules/places.js';
import { dividePlaces } from '../../src/draws/rules/strata.js';
import { makeTeams } from '../../src/draws/rules/teams.js';
import { isInspected } from '../../src/draws/rules/threshold.js';
import { chances } from '../../src/draws/rules/why.js';

/** Seeds of draws that never were, the same in each run. */
const nthSeed = (nth: number) => createHash('sha256').update(`示例 ${nth}`).digest('hex');

test('over 20,000 draws each chance is within four sigma of the exact one', () => {
  const weights = new Map([3, 2, 6, 12, 1, 4, 4, 6].map((weight, at) => [`TJC000${at + 1}`, weight]));
  const exact = chances([...weights.values()], 3);
  const draws = 20_000;
  const counts = new Map<string, number>();
  for (let nth = 0; nth < draws; nth++) {
    const drawn = new SmallestTickets(nthSeed(nth), 3);
    for (const [id, weight] of weights) drawn.add(id, weight);
    for (const { id } of drawn.taken()) counts.set(id, (counts.get(id) ?? 0) + 1);
  }
  for (const [id, weight] of weights) {
    const { over, under } = exact?.get(weight) ?? { over: 0n, under: 1n };
    const chance = Number(over) / Number(under);
    const sigma = Math.sqrt(draws * chance * (1 - chance));
    expect(Math.abs((counts.get(id) ?? 0) - draws * chance)).toBeLessThan(4 * sigma);
  }
});

test('a chance that takes too long to go through is left to a simulation, and that of equal weights is not', () => {
  const two = Array.from({ length: 2_000 }, (_, nth) => (nth % 2) + 1);
  expect(chances(two, 100)).toBeNull();
  expect(
    chances(
      Array.from({ length: 50_000 }, (_, nth) => nth + 1),
      3,
    ),
  ).toBeNull();
  expect(chances(two, 20)?.get(2)).toBeDefined();
  expect(chances(Array(350_123).fill(7), 1_000)).toEqual(new Map([[7, { over: 1_000n, under: 350_123n }]]));
  expect(chances([1, 1], 5)?.get(1)).toEqual({ over: 1n, under: 1n });
});

test('each bay of 10,000 arrivals comes within three sigma', () => {
  const arrivals = 10_000;
  const bays = ['1号台', '2号台', '3号台', '4号台'];
  const counts = new Map<string, number>();
  for (let nth = 0; nth < arrivals; nth++) {
    const { bay } = drawArrival(nthSeed(0), nthSeed(nth), {
      free: bays,
      zones: ['东区'],
      channels: ['左', '中', '右'],
    });
    counts.set(bay, (counts.get(bay) ?? 0) + 1);
  }
  const sigma = Math.sqrt(arrivals * 0.25 * 0.75);
  for (const bay of bays) expect(Math.abs((counts.get(bay) ?? 0) - arrivals / 4)).toBeLessThan(3 * sigma);
});

/**
 * How often each row comes over all samples that a platform in use can draw: one random start, then every k-th row, in pages of 5,000. The start of the next page is one too early, and where
 * that would lie before the page, it is its first row: there two starts become one for good.
 */
function timesDrawnByEveryKth(size: number, take: number): Uint8Array {
  const step = Math.floor(size / take);
  const times = new Uint8Array(size);
  for (let start = 0; start < step; start++) {
    let [at, drawn] = [start, 0];
    for (let page = 0; drawn < take && page < size; page += 5_000) {
      const end = Math.min(5_000, size - page);
      for (; at < end && drawn < take; at += step, drawn++) times[page + at] = (times[page + at] ?? 0) + 1;
      at = Math.max(0, at - 5_000 - 1);
    }
  }
  return times;
}

test.each([
  [1_000, 34_650, 34_527],
  [1_100, 38_279, 37_956],
])('every k-th row, %i of 350,123: %i can never be drawn, %i have double the chance', (take, never, double) => {
  const times = timesDrawnByEveryKth(350_123, take);
  expect([times.filter((n) => n === 0).length, times.filter((n) => n === 2).length]).toEqual([never, double]);
});

test('ours draws every row sooner or later, the first, the last and those between alike', () => {
  const ids = Array.from({ length: 300 }, (_, nth) => `C${nth}`);
  const draws = 4_000;
  const counts = new Map<string, number>();
  for (let nth = 0; nth < draws; nth++) {
    const drawn = new SmallestTickets(nthSeed(nth), 6);
    for (const id of ids) drawn.add(id);
    for (const { id } of drawn.taken()) counts.set(id, (counts.get(id) ?? 0) + 1);
  }
  const sigma = Math.sqrt(draws * 0.02 * 0.98);
  for (const id of ids) expect(Math.abs((counts.get(id) ?? 0) - draws * 0.02)).toBeLessThan(4 * sigma);
});

test('what is kept of a long list is what ranking all of it gives', () => {
  fc.assert(
    fc.property(
      fc.uniqueArray(fc.string({ minLength: 1 }), { maxLength: 60 }),
      fc.nat(70),
      fc.string(),
      (ids, take, seed) => {
        const drawn = new SmallestTickets(seed, take);
        for (const id of ids) drawn.add(id);
        const all = new Tickets(seed);
        const inOrder = ids
          .map((id) => ({ id, ticket: all.of(id), of: id }))
          .sort((a, b) => (a.ticket < b.ticket ? -1 : 1));
        expect(drawn.taken()).toEqual(inOrder.slice(0, take));
        expect(drawn.firstNotDrawn()).toEqual(inOrder[take] ?? null);
      },
    ),
  );
});

test('the lead of a ticket is its first nine digits', () => {
  const tickets = new Tickets('seed');
  fc.assert(
    fc.property(fc.string(), (id) => {
      expect(String(tickets.lead(id)).padStart(9, '0')).toBe(tickets.of(id).slice(2, 11));
    }),
  );
});

test('purposes have orders of their own', () => {
  const key = Buffer.alloc(32, 7);
  const ids = Array.from({ length: 30 }, (_, nth) => `P${nth}`);
  const order = (purpose: string) => ranked(seedFor(key, purpose), ids).map(({ id }) => id);
  expect(order('team')).not.toEqual(order('place'));
});

test('strata add up to what is drawn, and none gets more than one over its share', () => {
  const stratum = fc.record({ size: fc.integer({ min: 50, max: 5_000 }), rate: fc.integer({ min: 1, max: 9 }) });
  fc.assert(
    fc.property(fc.array(stratum, { minLength: 1, maxLength: 8 }), fc.integer({ min: 1, max: 40 }), (parts, take) => {
      const strata = parts.map((part, at) => ({ name: `s${at}`, ...part }));
      const whole = strata.reduce((sum, { size, rate }) => sum + size * rate, 0);
      const divided = dividePlaces(take, strata, true);
      expect(divided.reduce((sum, { places }) => sum + places, 0)).toBe(take);
      divided.forEach(({ places }, at) => {
        const { size, rate } = strata[at] ?? { size: 0, rate: 0 };
        expect(Math.abs(places - (take * size * rate) / whole)).toBeLessThan(1);
      });
    }),
  );
});

test('a stratum without a place is a fault of the rule, unless it says so', () => {
  const strata = [
    { name: 'many', size: 1_000, rate: 1 },
    { name: 'few', size: 1, rate: 1 },
  ];
  expect(() => dividePlaces(3, strata)).toThrow('stratum few has objects and no place');
  expect(dividePlaces(3, strata, true).map(({ places }) => places)).toEqual([3, 0]);
  expect(() => dividePlaces(3, [{ name: 'one', size: 1, rate: 1 }])).toThrow('has 1 objects for 3 places');
});

test('a rate decides by the ticket alone, as decimals', () => {
  expect(isInspected('0.0429999999', '0.043')).toBe(true);
  expect(isInspected('0.0430000001', '0.043')).toBe(false);
  expect(isInspected('0.9999', '1')).toBe(true);
  expect(isInspected('0.0000', '0')).toBe(false);
  expect(() => isInspected('0.1', '4.3%')).toThrow('no decimal from 0 to 1');
  const tickets = new Tickets(nthSeed(1));
  const inspected = Array.from({ length: 20_000 }, (_, nth) => isInspected(tickets.of(`${nth}`), '0.043')).filter(
    Boolean,
  );
  expect(Math.abs(inspected.length - 860)).toBeLessThan(4 * Math.sqrt(20_000 * 0.043 * 0.957));
});

test('everybody is paired, and a pair again only where nobody else is left', () => {
  const people = fc.uniqueArray(fc.constantFrom(...'ABCDEFGHIJ'), { minLength: 2 });
  const barred = fc.array(fc.tuple(fc.constantFrom(...'ABCDEFGHIJ'), fc.constantFrom(...'ABCDEFGHIJ')), {
    maxLength: 20,
  });
  fc.assert(
    fc.property(people, barred, (order, notAgain) => {
      const { pairs, again, alone } = makePairs(order, notAgain);
      expect([...pairs.flat(), ...(alone === null ? [] : [alone])].sort()).toEqual(order.toSorted());
      expect(again.length).toBe(
        fewestAgain(
          order.filter((one) => one !== alone),
          notAgain,
        ),
      );
    }),
  );
});

/** Slowly, by trying every way. */
function fewestAgain(people: readonly string[], notAgain: readonly (readonly [string, string])[]): number {
  const [first, ...others] = people;
  if (first === undefined) return 0;
  const isBarred = (other: string) =>
    notAgain.some(([a, b]) => (a === first && b === other) || (b === first && a === other));
  return Math.min(
    ...others.map(
      (other) =>
        (isBarred(other) ? 1 : 0) +
        fewestAgain(
          others.filter((one) => one !== other),
          notAgain,
        ),
    ),
  );
}

test('pairs are those that trying every way in order comes upon first', () => {
  const people = fc.uniqueArray(fc.constantFrom(...'ABCDEFGHIJ'), { minLength: 2 });
  const one = fc.constantFrom(...'ABCDEFGHIJ');
  const barred = fc.array(fc.tuple(one, one), { maxLength: 60 });
  fc.assert(
    fc.property(people, barred, (order, notAgain) => {
      const paired = order.slice(0, order.length - (order.length % 2));
      const first = firstWay(paired, notAgain, fewestAgain(paired, notAgain));
      expect(makePairs(order, notAgain).pairs).toEqual(first);
    }),
    { numRuns: 500 },
  );
});

/** Slowly, by trying every way; null where there is none with so few repeats. */
function firstWay(
  free: readonly string[],
  notAgain: readonly (readonly [string, string])[],
  allowed: number,
): readonly (readonly [string, string])[] | null {
  const [first, ...others] = free;
  if (first === undefined) return [];
  for (const other of others) {
    const isAgain = notAgain.some((pair) => pair.includes(first) && pair.includes(other) && pair[0] !== pair[1]);
    const left = allowed - (isAgain ? 1 : 0);
    const later = others.filter((one) => one !== other);
    const rest = left < 0 ? null : firstWay(later, notAgain, left);
    if (rest) return [[first, other], ...rest];
  }
  return null;
}

test('sixty of whom everybody worked with everybody are paired, and so are those who are left two rings of odd length', () => {
  const order = Array.from({ length: 60 }, (_, nth) => `W${nth}`);
  const all = order.flatMap((one, at) => order.slice(at + 1).map((other) => [one, other] as const));
  expect(makePairs(order, all).again).toHaveLength(30);
  const isOfOneHalf = ([one, other]: readonly [string, string]) =>
    order.indexOf(one) < 29 === order.indexOf(other) < 29;
  const { again } = makePairs(
    order,
    all.filter((pair) => !isOfOneHalf(pair)),
  );
  expect(again).toHaveLength(1);
});

test('W1 and W2 are the only ones left: they work together again, and it is said', () => {
  expect(makePairs(['W1', 'W2'], [['W2', 'W1']])).toEqual({
    pairs: [['W1', 'W2']],
    again: [['W1', 'W2']],
    alone: null,
  });
});

test('where there is a way to give every place a team, it is found', () => {
  const spot = fc.record({
    province: fc.constantFrom('津', '冀', '晋'),
    barred: fc.subarray(['A', 'B', 'C', 'D', 'E', 'F']),
  });
  fc.assert(
    fc.property(fc.array(spot, { minLength: 1, maxLength: 6 }), fc.string(), (spots, seed) => {
      const teams = [
        ['A', 'B'],
        ['C', 'D'],
        ['E', 'F'],
      ];
      const bureaus = new Map([...'ABCDEF'].map((id, at) => [id, ['津', '冀', '晋'][at >> 1] ?? '']));
      const rule = {
        places: spots.map(({ province }, at) => ({ id: `Q${at}`, province })),
        teams,
        bureaus,
        recused: spots.flatMap(({ barred }, at) => barred.map((who) => [who, `Q${at}`] as const)),
        capacity: 2,
        sameProvince: false,
      };
      const may = spots.map(({ province, barred }) =>
        [0, 1, 2].filter((team) => !teams[team]?.some((one) => barred.includes(one) || bureaus.get(one) === province)),
      );
      if (!isPossible(may, [2, 2, 2])) {
        expect(() => assignPlaces(seed, rule)).toThrow('no team is left');
        return;
      }
      const { assignment } = assignPlaces(seed, rule);
      for (const [at, { team }] of assignment.entries()) expect(may[at]).toContain(team - 1);
    }),
    { numRuns: 300 },
  );
});

/** Slowly, by trying every way. */
function isPossible(may: readonly (readonly number[])[], room: readonly number[]): boolean {
  const [teams, ...later] = may;
  if (!teams) return true;
  return teams.some(
    (team) =>
      (room[team] ?? 0) > 0 &&
      isPossible(
        later,
        room.map((left, at) => (at === team ? left - 1 : left)),
      ),
  );
}

test('nobody left whom the rule allows: the rule has to be decided anew', () => {
  const order = ['P1', 'P2'].map((id) => ({ id, bureau: '天津' }));
  expect(() => makeTeams(order, { teams: 1, size: 2, differentBureau: true })).toThrow('left to join P1 in team 1');
  expect(() => makeTeams(order, { teams: 3, size: 1, differentBureau: true })).toThrow(
    'nobody is left to lead team 3: 2 are present',
  );
});
