import { appendFileSync, renameSync, statSync, truncateSync, utimesSync, writeFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { importFile } from '../../src/importing/import-file.js';
import { dataset, emptyStore, fileOf, pathOf, recordsIn, terms } from './fixtures.js';

const head = 'bottle_code,name,origin_country,importer\n';
const csv = (name: string, from = 0) =>
  head + Array.from({ length: 6000 }, (_, n) => `${String(100_000 + from + n)},${name},法国,某公司`).join('\n');
const jsonl = (name: string) =>
  Array.from({ length: 4000 }, (_, n) =>
    JSON.stringify({ bottle_code: String(100_000 + n), name, origin_country: '法国', importer: '某公司' }),
  ).join('\n');

/** Imports a file, to which something happens once a part of it has been read. */
async function importWhile(content: string, extension: string, happens: (file: string) => void, more = {}) {
  const store = await emptyStore();
  const file = fileOf(content, extension);
  let isDone = false;
  const onProgress = () => {
    if (isDone) return;
    isDone = true;
    happens(file);
  };
  const { publications, records } = store;
  const request = { dataset: dataset('wines'), file, store: publications, records, terms, now: () => 2000 };
  const report = await importFile({ ...request, onProgress, ...more });
  return { report, store, file };
}

const changed = 'changed while it was being read';

describe.each([
  ['csv', csv('甲酒'), csv('乙酒')],
  ['jsonl', jsonl('甲酒'), jsonl('乙酒')],
])(
  'a file of %s that is written to while it is read is published neither whole nor in part',
  (extension, first, second) => {
    test.each<[string, (file: string) => void]>([
      ['rewritten with as many bytes', (file) => writeFileSync(file, second)],
      [
        'rewritten, with the time of its last change set back',
        (file) => {
          const { atime, mtime } = statSync(file);
          writeFileSync(file, second);
          utimesSync(file, atime, mtime);
        },
      ],
      ['appended to', (file) => appendFileSync(file, `\n${second.split('\n')[1]}`)],
      ['cut short', (file) => truncateSync(file, 100_000)],
      ['emptied', (file) => truncateSync(file, 0)],
      [
        'replaced by another',
        (file) => {
          const other = pathOf('other');
          writeFileSync(other, second);
          renameSync(other, file);
        },
      ],
    ])('%s', async (_, happens) => {
      for (const keepGood of [false, true]) {
        const { report, store } = await importWhile(first, extension, happens, { keepGood });
        expect(report.problems.map(({ reason }) => reason)).toContain(changed);
        expect(report.taken).toBe(false);
        expect((await recordsIn(store, ['wines'])).size).toBe(0);
        expect(await store.publications.list({ limit: 10 })).toEqual([]);
      }
    });
  },
);

test('a file that is changed between its first and its second reading is not published', async () => {
  const store = await emptyStore();
  // A row that comes twice makes a second reading necessary.
  const file = fileOf(`${head}123456,酒,法国,某公司\n123456,酒,法国,某公司\n`);
  const request = {
    dataset: dataset('wines'),
    file,
    store: store.publications,
    terms,
    now: () => 2000,
    keepGood: true,
  };
  let reads = 0;
  const publications = new Proxy(store.publications, {
    get(target, name) {
      const member = Reflect.get(target, name);
      if (typeof member !== 'function') return member;
      return (...given: unknown[]) => {
        // The first rows are on their way to the database: the file has been read once.
        if (name === 'stage' && reads++ === 0) appendFileSync(file, '123457,酒,法国,某公司\n');
        return Reflect.apply(member, target, given);
      };
    },
  });
  const report = await importFile({ ...request, store: publications });
  expect(report.problems.map(({ reason }) => reason)).toContain(changed);
  expect((await recordsIn(store, ['wines'])).size).toBe(0);
});

test('a file that nobody touches is taken', async () => {
  const { report } = await importWhile(csv('甲酒'), 'csv', () => undefined);
  expect(report.added).toBe(6000);
});
