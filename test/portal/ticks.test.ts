import { expect, test } from 'vitest';
import { figuresIn, figureTitle, periodInWords } from '../../src/portal/pages/figure-words.js';
import { shortNumber, ticks } from '../../src/portal/parts/ticks.js';

test.each([
  [1_032_900, [0, 200_000, 400_000, 600_000, 800_000, 1_000_000, 1_200_000]],
  [43.1, [0, 10, 20, 30, 40, 50]],
  [3, [0, 1, 2, 3]],
  [0.29, [0, 0.05, 0.1, 0.15, 0.2, 0.25, 0.3]],
  [0, [0, 1]],
])('an axis to %d is marked at round numbers', (most, marks) => {
  expect(ticks(most)).toEqual(marks);
});

test('every axis ends at or behind what is drawn, with few marks', () => {
  for (let most = 0.013; most < 1e9; most *= 1.37) {
    const marks = ticks(most);
    expect(marks.at(-1)).toBeGreaterThanOrEqual(most * (1 - 1e-9));
    expect(marks.at(-2)).toBeLessThan(most);
    expect(marks.length).toBeLessThanOrEqual(9);
    expect(marks.length).toBeGreaterThanOrEqual(4);
  }
});

test.each([
  [1_500_000, '150万'],
  [25_000, '2.5万'],
  [300_000_000, '3亿'],
  [2500, '2500'],
])('%d stands at the axis as %s', (value, words) => {
  expect(shortNumber(value)).toBe(words);
});

test.each([
  ['2015', '2015年'],
  ['2016-08', '2016年8月'],
  ['2016-01/2016-08', '2016年1月至8月'],
  ['2015-11/2016-02', '2015年11月至2016年2月'],
  ['2016-08-04', '2016年8月4日'],
  ['上半年', '上半年'],
])('the period %s is %s', (period, words) => {
  expect(periodInWords(period)).toBe(words);
});

test('a figure says in its title what it shows', () => {
  const row = (fields: Record<string, string>) => ({ fields }) as unknown as Parameters<typeof figuresIn>[0][number];
  const [rate, ships] = figuresIn([
    row({
      figure: 'rate',
      period: '2016',
      label: '查验率',
      value: '4.3',
      unit: '%',
      base_value: '43.1',
      base_label: '调整前',
    }),
    row({ figure: 'ships', period: '2016', label: '登轮艘次', value: '1200', unit: '艘次' }),
  ]);
  if (!rate || !ships) throw new Error('no figures');
  expect(figureTitle(rate)).toBe('查验率：调整前 43.1%，2016年 4.3%');
  expect(figureTitle(ships)).toBe('登轮艘次：2016年 1,200 艘次');
});
