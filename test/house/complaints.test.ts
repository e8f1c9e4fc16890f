import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const page = fileURLToPath(new URL('../../docs/complaints.md', import.meta.url));
const rows = readFileSync(page, 'utf8')
  .split('\n')
  .filter((line) => /^\| (?!Complaint \|)/.test(line));

/** A file, and what follows it up to the next one: the titles that stand in it. */
const shown = /\[[\w.-]+\]\(([^)]+)\)([^[]*)/g;

test('what is complained of is shown not to happen here, by transcripts and tests that there are', () => {
  expect(rows.length).toBeGreaterThan(0);
  const missing = rows.flatMap((row) => {
    const files = [...row.matchAll(shown)];
    if (files.length === 0) return [`${row}: names no file`];
    return files.flatMap(([, file = '', rest = '']) => {
      const text = readFileSync(new URL(`../../docs/${file}`, import.meta.url), 'utf8');
      const titles = [...rest.matchAll(/「([^」]*)」/g)].map(([, title = '']) => title);
      if (titles.length === 0) return [`${file}: no title`];
      return titles.filter((title) => title === '' || !text.includes(title)).map((title) => `${file}: ${title}`);
    });
  });
  expect(missing).toEqual([]);
});
