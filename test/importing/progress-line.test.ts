import { expect, test } from 'vitest';
import { progressLine } from '../../src/commands/progress-line.js';

test('progress is a bar on a terminal and a line every five seconds elsewhere, with the pace and the time left', () => {
  let now = 0;
  const drawn = (isTTY: boolean) => {
    const written: string[] = [];
    now = 0;
    const progress = progressLine('importing', { isTTY, write: (text) => written.push(text) }, () => now);
    for (now = 0; now <= 6000; now += 1000) progress.show({ rows: now * 100, share: now / 12_000 });
    progress.end();
    return written;
  };
  expect(drawn(false)).toEqual(['importing 41%  500,000 rows, 100,000 rows/s, 7 s left\n']);
  const bar = `[${'#'.repeat(12)}${' '.repeat(12)}]`;
  expect(drawn(true).at(-2)).toBe(`\r${bar} importing 50%  600,000 rows, 100,000 rows/s, 6 s left\u001b[K`);
  expect(drawn(true).at(-1)).toBe('\r\u001b[K');
});

test('what is counted may be something else than rows', () => {
  let now = 0;
  const written: string[] = [];
  const progress = progressLine('learning', { write: (text) => written.push(text) }, () => now, 'intents');
  now = 10_000;
  progress.show({ share: 0.5, rows: 70 });
  expect(written).toEqual(['learning 50%  70 intents, 7 intents/s, 10 s left\n']);
});
