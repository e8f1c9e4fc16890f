import { expect, test } from 'vitest';
import type { Bundle } from '../../src/draws/bundle/bundle.js';
import { figuresOf, yearOf } from '../../src/draws/figures/draw-figures.js';
import { spreadOf, Tally, upperTail } from '../../src/draws/figures/evenness.js';
import { evennessInWords } from '../../src/portal/pages/draw-figures.js';
import { randomDraw } from './random-draws.js';
import { sampleBundles } from './sample-bundles.js';

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
