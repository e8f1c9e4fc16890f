import { expect, test } from 'vitest';
import { importProgress } from '../../src/commands/import-progress.js';

test('progress is a bar on a terminal and a line every five seconds elsewhere', () => {
  let now = 0;
  const drawn = (isTTY: boolean) => {
    const written: string[] = [];
    now = 0;
    const progress = importProgress({ isTTY, write: (text) => written.push(text) }, () => now);
    for (now = 0; now <= 6000; now += 1000) {
      progress.show({ phase: 'check', rows: now, bytes: now, totalBytes: 12_000 });
    }
    progress.end();
    return written;
  };
  expect(drawn(false)).toEqual(['checking 41% (5000 rows)\n']);
  expect(drawn(true).at(-2)).toBe(`\r[${'#'.repeat(15)}${' '.repeat(15)}] checking 50% (6000 rows)\u001b[K`);
  expect(drawn(true).at(-1)).toBe('\r\u001b[K');
});
