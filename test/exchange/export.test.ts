import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { Chain } from '../../src/disclosure/reading/chain.js';
import type { Store } from '../../src/domain/store.js';
import { type ExportRequest, exportFile, exportTexts } from '../../src/exchange/files/export-files.js';
import { importFile } from '../../src/importing/import-file.js';
import { cheeses, emptyStore, inForce, interrupted, pathOf, publish } from './fixtures.js';

const terms = {
  madeBy: '张三',
  approvedBy: '李四',
  reason: '再次导入',
  legalBasis: '《政府信息公开条例》',
  source: '检验系统',
  fetchedAt: 1,
};
const place = { force: false };

async function requestFor(store: Store, more: Partial<ExportRequest> = {}): Promise<ExportRequest> {
  const head = await new Chain(store.publications).head();
  return { store, head, format: 'csv', asOf: null, allVersions: false, bom: false, ...more };
}

async function textOf(store: Store, more: Partial<ExportRequest> = {}): Promise<string> {
  const pieces: string[] = [];
  for await (const piece of exportTexts(cheeses(), await requestFor(store, more)).texts) pieces.push(piece);
  return pieces.join('');
}

async function exported(store: Store, more: Partial<ExportRequest> = {}): Promise<string> {
  const file = pathOf(`cheeses.${more.format ?? 'csv'}`);
  await exportFile(cheeses(), file, await requestFor(store, more), place);
  return file;
}

function imported(store: Store, file: string, sample = false) {
  return importFile({ dataset: cheeses(), file, store: store.publications, terms, now: () => 9000, sample });
}

/** What an importer may take: everything else it cleans, so that it cannot be in the database. */
const awkward: readonly [string, readonly string[]][] = [
  ['001', ['Comté, vieux', '2016-01-31', '13.0', 'he said "no"']],
  ['002', ['=1+1', '', '2024.9650', '+1']],
  ['003', ['-', '', '', '@x']],
  ['004', ['a  b', '2016-02-29', '0.10', "'quoted'"]],
  ['005', ['"', '', '007.70', ',']],
  ['006', ['山羊奶酪 🧀', '', '', '\\n is no line break']],
  ['1E5', ['null', '', '', 'true']],
];

describe.each([
  ['CSV', { format: 'csv' }],
  ['CSV with a byte order mark', { format: 'csv', bom: true }],
  ['JSON Lines', { format: 'jsonl' }],
] as const)('what was exported as %s', (_, more) => {
  test('changes nothing when it is imported again', async () => {
    const store = await emptyStore();
    await publish(store, awkward);
    const report = await imported(store, await exported(store, more));
    expect(report).toMatchObject({ unchanged: awkward.length, added: 0, changed: 0, refused: 0, release: null });
    expect(report.warnings).toEqual([]);
  });

  test('is the same, text by text, in an empty database', async () => {
    const store = await emptyStore();
    await publish(store, awkward);
    const other = await emptyStore();
    await imported(other, await exported(store, more));
    expect(await inForce(other)).toEqual(await inForce(store));
    expect(Object.keys(await inForce(other))).toHaveLength(awkward.length);
  });

  test('says which rows are made up, and stays importable as such', async () => {
    const store = await emptyStore();
    await publish(store, awkward, { sample: true });
    const file = await exported(store, more);
    expect(readFileSync(file, 'utf8')).toContain(more.format === 'csv' ? ',示例\r\n' : '"yibo:sample":true');
    expect(await imported(store, file, true)).toMatchObject({ unchanged: awkward.length, changed: 0, release: null });
  });
});

test('without made-up rows there is no column for them', async () => {
  const store = await emptyStore();
  await publish(store, awkward);
  expect((await textOf(store)).split('\r\n')[0]).toBe('lot_no,name,made_on,fat,note');
});

describe('the past', () => {
  async function withPast(): Promise<Store> {
    const store = await emptyStore();
    await publish(
      store,
      [
        ['A', ['old', '', '', '']],
        ['B', ['secret', '', '', '']],
        ['C', ['wrong', '', '', '']],
      ],
      { at: 1000 },
    );
    await publish(store, [['A', ['new', '', '', '']]], { at: 2000 });
    await publish(
      store,
      [
        ['B', null],
        ['C', null],
      ],
      { at: 3000, reason: '发布有误' },
    );
    await publish(store, [['C', ['right', '', '', '']]], { at: 4000 });
    return store;
  }

  test('is exported as it was, but for what has been withdrawn since', async () => {
    const store = await withPast();
    const { texts, done } = exportTexts(cheeses(), await requestFor(store, { asOf: 1500 }));
    const pieces: string[] = [];
    for await (const piece of texts) pieces.push(piece);
    expect(pieces.join('')).toBe('lot_no,name,made_on,fat,note\r\nA,old,,,\r\n');
    expect(done()).toMatchObject({ rows: 1, leftOut: 2 });
    expect(await textOf(store, { asOf: 999 })).toBe('lot_no,name,made_on,fat,note\r\n');
    expect(await textOf(store)).toBe('lot_no,name,made_on,fat,note\r\nA,new,,,\r\nC,right,,,\r\n');
  });

  test('in a list of all versions, nothing that was withdrawn is said again', async () => {
    const store = await withPast();
    const text = await textOf(store, { allVersions: true, format: 'jsonl' });
    const rows = text
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, unknown>);
    expect(rows.map((row) => [row['yibo:id'], row['yibo:change'], row.name, row['yibo:withheld']])).toEqual([
      ['A', 'published', 'old', undefined],
      ['B', 'published', undefined, true],
      ['C', 'published', undefined, true],
      ['A', 'corrected', 'new', undefined],
      ['B', 'withdrawn', undefined, undefined],
      ['C', 'withdrawn', undefined, undefined],
      ['C', 'corrected', 'right', undefined],
    ]);
    expect(text).not.toMatch(/secret|wrong/);
    expect(rows[4]).toMatchObject({ 'yibo:reason': '发布有误', 'yibo:position': '3' });
    const csv = await textOf(store, { allVersions: true });
    expect(csv).not.toMatch(/secret|wrong/);
    expect(csv.split('\r\n')[5]).toMatch(/^,,,,,B,withdrawn,,3,1970-01-01T00:00:03.000Z,发布有误,[\w-]{43}$/);
  });
});

describe('while others publish', () => {
  const many = 2_600;
  const lots = Array.from({ length: many }, (_, n): [string, string[]] => [`L${n}`, [`name ${n}`, '', '', '']]);

  test('an export is of the moment at which it began', async () => {
    const store = await emptyStore();
    await publish(store, lots, { at: 1000 });
    const before = await textOf(store);
    const { texts } = exportTexts(cheeses(), await requestFor(store));
    const pieces: string[] = [];
    for await (const piece of texts) {
      pieces.push(piece);
      if (pieces.length !== 2) continue;
      // Between two pages: one on the first is withdrawn, one on the second corrected, one is new.
      await publish(
        store,
        [
          ['L1', null],
          [`L${many - 1}`, ['later', '', '', '']],
          ['new', ['x', '', '', '']],
        ],
        { at: 2000 },
      );
    }
    expect(pieces.length).toBeGreaterThan(2);
    expect(pieces.join('')).toBe(before);
  });

  test('an export of a moment that something is still added to is refused, and nothing is left of it', async () => {
    const store = await emptyStore();
    await publish(store, lots, { at: 1000 });
    const request = await requestFor(store);
    const file = pathOf('moved.csv');
    // A clock that was put back: it becomes public at the same millisecond.
    const meddling = interrupted(store, (scans) =>
      scans === 1 ? publish(store, [['L2', ['later', '', '', '']]], { at: 500 }) : undefined,
    );
    const work = exportFile(cheeses(), file, { ...request, store: meddling }, place);
    await expect(work).rejects.toThrow('published at the very moment');
    expect([existsSync(file), existsSync(`${file}.part`)]).toEqual([false, false]);
  });

  test('a list of all versions ends where it stood when it began', async () => {
    const store = await emptyStore();
    await publish(store, lots, { at: 1000 });
    const more = { allVersions: true, format: 'jsonl' } as const;
    const before = await textOf(store, more);
    const request = await requestFor(store, more);
    const meddling = interrupted(store, (scans) =>
      scans === 1 ? publish(store, [['L2', ['later', '', '', '']]], { at: 500 }) : undefined,
    );
    const pieces: string[] = [];
    for await (const piece of exportTexts(cheeses(), { ...request, store: meddling }).texts) pieces.push(piece);
    expect(pieces.join('')).toBe(before);
    expect(await textOf(store, more)).not.toBe(before);
  });

  test('no more is read than is taken', async () => {
    const store = await emptyStore();
    await publish(store, lots);
    let scans = 0;
    const counting = interrupted(store, async (count) => {
      scans = count;
    });
    const { texts } = exportTexts(cheeses(), { ...(await requestFor(store)), store: counting });
    await texts.next();
    expect(scans).toBe(0);
    await texts.next();
    expect(scans).toBe(1);
    await texts.return(undefined);
    expect(scans).toBe(1);
  });
});

describe('a file', () => {
  test('that is there is not replaced, unless told to', async () => {
    const store = await emptyStore();
    await publish(store, awkward);
    const file = await exported(store);
    const before = readFileSync(file, 'utf8');
    await publish(store, [['001', null]], { at: 2000 });
    const request = await requestFor(store);
    await expect(exportFile(cheeses(), file, request, place)).rejects.toThrow('--force');
    expect(readFileSync(file, 'utf8')).toBe(before);
    await exportFile(cheeses(), file, request, { force: true });
    expect(readFileSync(file, 'utf8')).not.toContain('Comté');
    await expect(exportFile(cheeses(), join(file, '..'), request, { force: true })).rejects.toThrow('is a folder');
  });

  test('appears only when it is whole', async () => {
    const store = await emptyStore();
    await publish(store, awkward);
    const request = await requestFor(store);
    const file = pathOf('whole.csv');
    const breakOff = new AbortController();
    const onProgress = () => {
      expect([existsSync(file), existsSync(`${file}.part`)]).toEqual([false, true]);
      breakOff.abort(new Error('enough'));
    };
    const options = { force: false, signal: breakOff.signal };
    await expect(exportFile(cheeses(), file, { ...request, onProgress }, options)).rejects.toThrow();
    expect([existsSync(file), existsSync(`${file}.part`)]).toEqual([false, false]);
  });

  test('that another export is writing is left alone', async () => {
    const store = await emptyStore();
    await publish(store, awkward);
    const file = pathOf('busy.csv');
    writeFileSync(`${file}.part`, 'theirs');
    await expect(exportFile(cheeses(), file, await requestFor(store), place)).rejects.toThrow('Another export');
    expect(readFileSync(`${file}.part`, 'utf8')).toBe('theirs');
  });

  test('may be in a folder that is not there yet', async () => {
    const store = await emptyStore();
    const folder = pathOf('deep');
    mkdirSync(folder);
    const file = join(folder, 'a/b/c.csv');
    await exportFile(cheeses(), file, await requestFor(store), place);
    expect(readdirSync(join(folder, 'a/b'))).toEqual(['c.csv']);
    expect(statSync(file).size).toBe('lot_no,name,made_on,fat,note\r\n'.length);
  });
});
