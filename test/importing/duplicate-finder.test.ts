import { expect, test } from 'vitest';
import { DuplicateFinder } from '../../src/importing/rows/duplicate-finder.js';

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
