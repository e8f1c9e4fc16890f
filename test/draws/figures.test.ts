import { expect, test } from 'vitest';
import type { Bundle } from '../../src/draws/bundle/bundle.js';
import { verifyBundle } from '../../src/draws/bundle/verify.js';
import { figuresOf, yearOf } from '../../src/draws/figures/draw-figures.js';
import { spreadOf, Tally, upperTail } from '../../src/draws/figures/evenness.js';
import { countable } from '../../src/draws/figures/given-files.js';
import { ReceiptChain } from '../../src/draws/seal/receipt.js';
import { evennessInWords } from '../../src/portal/pages/draw-figures.js';
import { randomDraw } from './random-draws.js';
import { resealed, sampleBundles } from './sample-bundles.js';

test('how likely a chi-square is, is what the tables of statistics say', () => {
  for (const [chi, degrees, p] of [
    [3.841, 1, 0.05],
    [5.991, 2, 0.05],
    [16.919, 9, 0.05],
    [21.666, 9, 0.01],
    [4.168, 9, 0.9],
    [0, 9, 1],
    [18.307, 10, 0.05],
  ] as const)
    expect([chi, degrees, upperTail(chi, degrees).toFixed(3)]).toEqual([chi, degrees, p.toFixed(3)]);
  expect(spreadOf({ a: 10, b: 10 })).toEqual({ counts: { a: 10, b: 10 }, p: 1 });
  expect(spreadOf({ a: 0, b: 0 }).p).toBeNull();
});

test('what is counted is held against the chance of each', () => {
  const tally = new Tally();
  for (let nth = 0; nth < 100; nth++) tally.add(0.5, nth < 60);
  expect(tally.evenness).toEqual({ of: 100, counted: 60, expected: 50, sigma: 2 });
  expect(evennessInWords(tally.evenness)).toBe('60 个，应有 50.0 个，相差 2.0 个标准差，不太常见');
  expect(new Tally().evenness).toEqual({ of: 0, counted: 0, expected: 0, sigma: null });
  expect(evennessInWords(new Tally().evenness)).toBe('');
});

test('a year is counted from its files alone', () => {
  const { sites, meat, onSite, numbers, codes } = sampleBundles() as Readonly<Record<string, Bundle>>;
  const all = [sites, meat, onSite, numbers, codes].flatMap((one) => one ?? []);
  const figures = figuresOf(2026, all);
  expect(figures).toMatchObject({
    draws: 5,
    bySource: { quicknet: 3, numbers: 1, codes: 1 },
    voids: 0,
    withoutResult: 0,
    exceptions: { manual: 0, 'not-inspectable': 1 },
    inspected: { of: 20 },
  });
  const digits = onSite?.receipts.map(({ ticket }) => String(ticket)[2]);
  expect(figures.tickets.counts['0']).toBe(digits?.filter((digit) => digit === '0').length);
  expect(figures.inspected.counted).toBe(onSite?.receipts.filter(({ inspected }) => inspected === true).length);
  expect(figures.inspected.expected).toBe(6);
  expect(sites && yearOf(sites)).toBe(2026);
  expect(figuresOf(2026, [])).toMatchObject({ draws: 0, pools: null, objects: { drawn: 0, moreThanOnce: 0, most: 0 } });
});

test('a place in the register does not count: over many draws, as many of its first half are drawn as their chances say', () => {
  const draws = Array.from({ length: 120 }, (_, nth) => randomDraw(nth * 7));
  const { firstHalf, withoutChances } = figuresOf(2023, draws);
  expect(firstHalf.of).toBeGreaterThan(500);
  expect(withoutChances).toBeLessThan(120);
  expect(Math.abs(firstHalf.sigma ?? 9)).toBeLessThan(3);
  // Whoever draws the first of the list is found out.
  const first = draws.map((draw) => {
    const ids = (draw.register ?? [])
      .map(({ id }) => id)
      .toSorted((one, other) => Buffer.compare(Buffer.from(one), Buffer.from(other)));
    const drawn = ids.slice(0, ((draw.result?.drawn ?? []) as readonly unknown[]).length).map((id) => ({ id }));
    return { ...draw, result: { ...draw.result, drawn } };
  });
  expect(figuresOf(2023, first).firstHalf.sigma).toBeGreaterThan(10);
});

/** What files that somebody chose come to; those of no draw that holds are checked, too. */
function chosen(...bundles: readonly Bundle[]) {
  const files = bundles.map((bundle, nth) => ({ file: `${nth}.json`, bundle, verdict: verifyBundle(bundle) }));
  return countable(2023, files);
}

test('whoever chooses the files of a year gives no draw twice, and no result that nobody can check', () => {
  const { onSite } = sampleBundles() as { onSite: Bundle };
  const twice = chosen(onSite, onSite);
  expect(twice.counted).toEqual([onSite]);
  expect(twice.faults).toEqual(['1.json: it is the draw of 0.json once more']);
  // Without its rows nothing of it can be checked: what it says came out is made up.
  const letThrough = onSite.receipts.map((one) => ({ ...one, inspected: false }));
  const unchecked = chosen({ ...onSite, register: null, receipts: letThrough });
  expect(unchecked.notes).toEqual([expect.stringContaining('0.json: cannot be known: register')]);
  expect(figuresOf(2023, unchecked.counted)).toMatchObject({ draws: 1, inspected: { of: 0 } });
  const { sealed_at: _, ...undated } = onSite.seal;
  expect(chosen(resealed({ ...onSite, seal: undated }, {})).faults[0]).toContain('does not say when it was sealed');
});

test('a draw that nobody ran, or whose numbers nobody typed, is counted as one without a result', () => {
  const { onSite, numbers } = sampleBundles() as { onSite: Bundle; numbers: Bundle };
  const lying = { ...numbers, beacon: [], codes: [], result: null, receipts: [], head: numbers.seal_hash };
  expect(figuresOf(2023, chosen(onSite, lying).counted)).toMatchObject({ draws: 2, voids: 0, withoutResult: 1 });
});

test('of a void draw what happened is counted where it is linked, and nothing that came out', () => {
  const { onSite } = sampleBundles() as { onSite: Bundle };
  const chain = new ReceiptChain(onSite.seal_hash);
  chain.add('late', { reason: '示例' });
  chain.add('void', { reason: '未揭示' });
  const file = { ...onSite, codes: [], result: null, receipts: chain.all, head: chain.head };
  expect(figuresOf(2023, chosen(file).counted)).toMatchObject({ voids: 1, withoutResult: 0, exceptions: { late: 1 } });
  expect(chosen({ ...file, result: onSite.result }).faults).toHaveLength(1);
  expect(chosen({ ...file, receipts: chain.all.slice(1) }).faults).toHaveLength(1);
});

test('a draw that is left out between two others is missed, and two histories are told', () => {
  const { onSite } = sampleBundles() as { onSite: Bundle };
  const next = (before: Bundle, draw: string): Bundle =>
    resealed(
      { ...onSite, beacon: [], codes: [], result: null, receipts: [] },
      { draw, previous: before.seal_hash, sealed_at: (before.seal.sealed_at ?? 0) + 1 },
    );
  const ended = (one: Bundle) => ({ ...one, head: one.seal_hash });
  const [second, third, fourth] = [next(onSite, '示例-2')].flatMap((two) => {
    const three = next(two, '示例-3');
    return [ended(two), ended(three), ended(next(three, '示例-4'))];
  }) as [Bundle, Bundle, Bundle];
  expect(chosen(third, onSite, second).faults).toEqual([]);
  expect(chosen(second, third).faults).toEqual([]);
  expect(chosen(onSite, second, fourth).faults).toEqual(['the draw of on-site before 示例-4 is not given']);
  expect(chosen(onSite, second, ended(next(onSite, '示例-2b'))).faults).toEqual([
    `two draws of on-site say that they follow the same one, ${onSite.seal_hash}`,
  ]);
});
