import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, onTestFinished, test } from 'vitest';
import { type PublicRow, publicLeaf, publicSealOf } from '../../src/domain/disclosure/public-seal.js';
import { treeRoot } from '../../src/domain/proofs/merkle-tree.js';

const dataset = 'inspection-results';
const publishedAt = '2026-01-01T00:00:00.000Z';

/** What a folder tells, made of one sealed release of two results, 合格 and 不合格, before somebody changes it. */
interface Folder {
  rows: Record<string, unknown>[];
  isSealed: boolean;
  head: string;
  csv: string[];
  jsonl: Record<string, unknown>[] | string[];
}

const sealed: readonly PublicRow[] = ['合格', '不合格'].map((result, index) => ({
  ...{ dataset, id: `T/${index}`, change: 'published', fields: { no: `T/${index}`, name: `企业${index}`, result } },
  version: { position: 1, hash: `h${index}`, publishedAt },
  ...{ reason: '', legalBasis: '', sample: index === 0, nonce: `n${index}` },
}));
const leaf = (index: number) => publicLeaf(sealed[index] as PublicRow).toString('hex');
const closed = (index: number, why: string, id?: string) => ({ index, leaf: leaf(index), row: null, closed: why, id });

function written(change: (folder: Folder) => unknown): string {
  const folder: Folder = {
    rows: sealed.map((row, index) => ({ index, leaf: leaf(index), row })),
    isSealed: true,
    head: 'no,name,result,yibo:sample',
    csv: ['T/0,企业0,合格,示例', 'T/1,企业1,不合格,'],
    jsonl: sealed.map(({ fields, sample }) => ({ ...fields, ...(sample && { 'yibo:sample': true }) })),
  };
  change(folder);
  const path = mkdtempSync(join(tmpdir(), 'forged-'));
  onTestFinished(() => rmSync(path, { recursive: true }));
  for (const name of ['public', 'data']) mkdirSync(join(path, name));
  const release = { position: 1, dataset, sample: false, hash: 'H', publishedAt };
  const root = treeRoot(sealed.map(publicLeaf)).toString('hex');
  const about = { size: sealed.length, root, previous: '' };
  const at = Date.parse(publishedAt);
  const seal = publicSealOf({ ...release, publishedAt: at, reason: '', legalBasis: '' }, about);
  const lines = (all: readonly unknown[]) =>
    all.map((one) => `${typeof one === 'string' ? one : JSON.stringify(one)}\n`).join('');
  const told = { ...release, public: folder.isSealed ? { ...about, seal } : null };
  writeFileSync(join(path, 'public/releases.jsonl'), lines([told]));
  writeFileSync(join(path, 'public/rows-1.jsonl'), lines(folder.rows));
  if (folder.head !== '') {
    const csv = [folder.head, ...folder.csv].map((line) => `${line}\r\n`).join('');
    writeFileSync(join(path, `data/${dataset}.csv`), csv);
  }
  if (folder.jsonl.length > 0) writeFileSync(join(path, `data/${dataset}.jsonl`), lines(folder.jsonl));
  return path;
}

const flipped = 'T/1,企业1,合格,';
const withoutTables = { head: '', csv: [], jsonl: [] };
const withheld = { rows: [closed(0, 'field-withheld', 'T/0'), closed(1, 'field-withheld', 'T/1')] };
const csv = `BROKEN data/${dataset}.csv: `;
const release = `BROKEN release 1 of ${dataset}: `;

test.each<[string, (folder: Folder) => unknown, number, string]>([
  ['nothing', () => 0, 0, 'All holds: 1 releases, 2 rows, 2 of them told.'],
  ['a value', ({ csv }) => csv.splice(1, 1, flipped), 1, `${csv}record 2, T/1, is not what was sealed`],
  ['a line', ({ csv }) => csv.pop(), 1, `${csv}record T/1 is missing`],
  [
    'what is made up',
    ({ csv }) => csv.splice(0, 1, 'T/0,企业0,合格,'),
    1,
    `${csv}record 1, T/0, is not what was sealed`,
  ],
  [
    'a field that is withheld in one row alone',
    ({ rows, csv }) => [rows.splice(0, 1, closed(0, 'field-withheld', 'T/0')), csv.splice(1, 1, flipped)],
    1,
    `${release}a field is withheld in some of its rows, and not in all`,
  ],
  [
    'a field that is withheld in all rows',
    (folder) => Object.assign(folder, withheld, { csv: [folder.csv[0], flipped] }),
    3,
    `not compared: ${dataset} (2 records were sealed with a field that is no longer public)\nNot all could be compared: 1`,
  ],
  [
    'a line, where a field is withheld',
    (folder) => Object.assign(folder, withheld, { csv: [folder.csv[0]] }),
    1,
    `${csv}of 2 records that are not told it has 1`,
  ],
  ['a reason', ({ rows }) => rows.splice(1, 1, closed(1, 'x', 'T/1')), 1, `${release}row 1 is closed without a reason`],
  ['no reason', ({ rows }) => rows.splice(1, 1, { ...rows[1], row: null }), 1, `${release}row 1 is closed without`],
  [
    'another name',
    ({ rows }) => rows.splice(1, 1, closed(1, 'ended', 'T/0')),
    1,
    `${release}record T/0 is in it twice`,
  ],
  [
    'no name',
    ({ rows }) => rows.splice(1, 1, closed(1, 'ended')),
    1,
    `${release}row 1 is closed, and its record is not`,
  ],
  [
    'an end that was not sealed',
    ({ rows, csv, jsonl }) => [rows.splice(1, 1, closed(1, 'ended', 'T/1')), csv.pop(), jsonl.pop()],
    1,
    `${release}record T/1 is told no more, and no withdrawal of it was sealed`,
  ],
  [
    'one row that is lookup-only',
    ({ rows, csv, jsonl }) => [rows.splice(1, 1, closed(1, 'lookup-only')), csv.pop(), jsonl.pop()],
    1,
    `${release}lookup-only are all rows of a dataset, or none`,
  ],
  [
    'rows that are lookup-only, with a table',
    (folder) => Object.assign(folder, { rows: [closed(0, 'lookup-only'), closed(1, 'lookup-only')] }),
    1,
    `${csv}${dataset} is lookup-only, and has no table`,
  ],
  [
    'rows that are lookup-only',
    (folder) => Object.assign(folder, withoutTables, { rows: [closed(0, 'lookup-only'), closed(1, 'lookup-only')] }),
    0,
    'All holds: 1 releases, 2 rows, 0 of them told.',
  ],
  [
    'a column twice',
    (folder) => Object.assign(folder, { head: `result,${folder.head}`, csv: folder.csv.map((line) => `合格,${line}`) }),
    1,
    `${csv}its header has result twice`,
  ],
  [
    'a note',
    (folder) => Object.assign(folder, { head: folder.head.replace('sample', 'result') }),
    1,
    `${csv}nobody knows a column yibo:result`,
  ],
  ['a seal', (folder) => Object.assign(folder, { isSealed: false }), 3, `not compared: ${dataset} (release 1 is not`],
  [
    'a cell',
    ({ csv }) => csv.splice(1, 1, 'T/1,企业1,不合格,,合格'),
    1,
    `${csv}record 2 has 5 cells, and its header 4`,
  ],
  ['a cell less', ({ csv }) => csv.splice(1, 1, 'T/1,企业1,不合格'), 1, `${csv}record 2 has 3 cells, and its header 4`],
  ['a quote', ({ csv }) => csv.splice(1, 1, 'T/1,企业1,"不合格"了,'), 1, `${csv}record 2 is not CSV`],
  [
    'JSON Lines',
    ({ jsonl }) => Object.assign(jsonl[1] as object, { result: '合格' }),
    1,
    `BROKEN data/${dataset}.jsonl: record 2, T/1, is not what was sealed`,
  ],
  [
    'a name twice in JSON Lines',
    (folder) =>
      Object.assign(folder, {
        jsonl: folder.jsonl.map((one) => JSON.stringify(one).replace('{', '{"result":"合格",')),
      }),
    1,
    `BROKEN data/${dataset}.jsonl: record 1 is not in the form that is exported`,
  ],
])('both programs say of a folder in which somebody changed %s what they found', (_, change, code, words) => {
  const folder = written(change);
  const [first, second] = ['py', 'mjs'].map((ending) => {
    const program = fileURLToPath(new URL(`../../docs/verify-chain.${ending}`, import.meta.url));
    const run = spawnSync(ending === 'py' ? 'python3' : process.execPath, [program, folder], { encoding: 'utf8' });
    return [run.status, run.stdout];
  });
  expect(first).toEqual([code, expect.stringContaining(words)]);
  expect(second).toEqual(first);
  const last = String(first?.[1]).trim().split('\n').at(-1);
  if (code !== 1) expect(last).toMatch(/^Not checked: .*whatever else is in this folder, pages and photographs too$/);
});

test('both programs name a table of which no row was sealed, and an empty chain', () => {
  const [alone, empty] = [written(() => 0), written((folder) => Object.assign(folder, withoutTables))];
  writeFileSync(join(alone, 'data/others.csv'), 'no\r\nT/1\r\n');
  writeFileSync(join(empty, 'public/releases.jsonl'), '');
  for (const [name, ending] of [
    ['python3', 'py'],
    [process.execPath, 'mjs'],
  ]) {
    const program = fileURLToPath(new URL(`../../docs/verify-chain.${ending}`, import.meta.url));
    const say = (folder: string) => spawnSync(name ?? '', [program, folder], { encoding: 'utf8' });
    expect(say(alone)).toMatchObject({
      status: 1,
      stdout: 'BROKEN data/others.csv: record 1, T/1, is not what was sealed\n',
    });
    expect(say(empty)).toMatchObject({
      status: 3,
      stdout: expect.stringMatching(/^not compared: the chain \(no release is sealed\)\nNot all could/),
    });
  }
});
