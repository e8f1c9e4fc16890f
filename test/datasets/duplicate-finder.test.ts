import { expect, test } from 'vitest';
import { importProgress } from '../../src/commands/import-progress.js';
import { DuplicateFinder } from '../../src/datasets/duplicate-finder.js';

test('among a million texts only the true repeats are found, on disk and in memory', () => {
  const finder = new DuplicateFinder();
  try {
    const count = 1_000_000;
    for (let line = 1; line <= count; line++) finder.add(String(120000116000000 + line), line);
    finder.add('120000116000007', count + 1);
    finder.add('120000116999999', count + 2);
    finder.add('120000116000007', count + 3);
    expect([...finder.find()].sort((a, b) => a.line - b.line)).toEqual([
      { line: count + 1, firstLine: 7 },
      { line: count + 2, firstLine: 999_999 },
      { line: count + 3, firstLine: 7 },
    ]);
  } finally {
    finder.close();
  }
});

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
