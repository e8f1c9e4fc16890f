import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { compare, safe } from '../../src/operations/own-content/compare.js';
import { makeOwnContent } from '../../src/operations/own-content/make.js';
import { originFile, readOrigin } from '../../src/operations/own-content/origin.js';
import { lookBeside, takeUp } from '../../src/operations/own-content/take-up.js';

const base = mkdtempSync(join(tmpdir(), 'yibo-own-'));
afterAll(() => rmSync(base, { recursive: true }));

let n = 0;
let home: string;
let folder: string;
beforeEach(() => {
  home = join(base, `home-${n}`);
  folder = join(base, `own-${n++}`);
  writeAll(home, { 'package.json': '{ "version": "1.2.3" }', 'CHANGELOG.md': '# Changes\n\n## 2026-11-28: now\n' });
});

type Files = Readonly<Record<string, string | null>>;

/** Writes files below a folder; null removes one. */
function writeAll(where: string, files: Files): void {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(where, path)), { recursive: true });
    if (text === null) rmSync(join(where, path), { force: true });
    else writeFileSync(join(where, path), text);
  }
}

function contentOf(where: string): Record<string, string> {
  const files = readdirSync(where, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const paths = files.map((entry) => join(entry.parentPath, entry.name).slice(where.length + 1)).sort();
  return Object.fromEntries(
    paths.filter((path) => path.includes('/')).map((path) => [path, readFileSync(join(where, path), 'utf8')]),
  );
}

const differences = () => lookBeside(home, folder)?.differences.map(({ path, kind }) => `${kind} ${path}`);

async function update(keep: readonly string[] = [], problemsIn: (where: string) => readonly string[] = () => []) {
  const beside = lookBeside(home, folder);
  if (!beside) throw new Error('no note');
  return (await takeUp(beside, { home, folder, keep, problemsIn })).map(({ path }) => path);
}

describe('a folder of own content', () => {
  test('is a copy of the content, with a note of the version it came from', async () => {
    writeAll(home, { 'menus/main.yaml': 'a', 'data/x/schema.json': '{}', 'intents/.hidden': '', 'src/a.ts': '' });
    expect((await makeOwnContent(home, folder)).files).toBe(2);
    expect(contentOf(folder)).toEqual({ 'menus/main.yaml': 'a', 'data/x/schema.json': '{}' });
    expect(readOrigin(folder)?.yibo).toEqual({ version: '1.2.3', changes: '2026-11-28' });
    expect(differences()).toEqual([]);
  });

  test('is not made over anything: neither over content nor over somebody else', async () => {
    writeAll(home, { 'menus/main.yaml': 'a' });
    writeAll(folder, { 'letter.txt': 'Dear colleague' });
    await expect(makeOwnContent(home, folder)).rejects.toThrow(
      /holds letter\.txt already\. Name a folder that is empty/,
    );
    expect(readdirSync(folder)).toEqual(['letter.txt']);
  });

  test('is made on a new disk, under version control, and after a making that was broken off', async () => {
    writeAll(home, { 'menus/main.yaml': 'a' });
    writeAll(folder, { '.git/HEAD': '', '.yibo-init.part/menus/half.yaml': '' });
    mkdirSync(join(folder, 'lost+found'));
    await makeOwnContent(home, folder);
    expect(Object.keys(contentOf(folder))).toEqual(['.git/HEAD', 'menus/main.yaml']);
  });

  test('that came of a package somebody had edited: the edits are the bureau’s, and no update takes them', async () => {
    writeAll(home, { 'data/staff/lines.yaml': 'placeholder', 'menus/main.yaml': 'a' });
    const git = (...words: string[]) => {
      const who = ['-c', 'user.name=a', '-c', 'user.email=a@example.com'];
      expect(spawnSync('git', ['-C', home, ...who, ...words]).status).toBe(0);
    };
    git('init', '-q');
    git('add', '.');
    git('commit', '-qm', 'as it came');
    writeAll(home, { 'data/staff/lines.yaml': 'our people', 'intents/ours.yaml': 'ours' });
    expect((await makeOwnContent(home, folder)).isSure).toBe(true);
    writeAll(home, { 'data/staff/lines.yaml': 'newer placeholder', 'intents/ours.yaml': null });
    expect(differences()).toEqual(['both data/staff/lines.yaml']);
    expect(await update()).toEqual(['data/staff/lines.yaml']);
    expect(contentOf(folder)).toMatchObject({ 'data/staff/lines.yaml': 'our people', 'intents/ours.yaml': 'ours' });
  });

  test('whose note is damaged is told of', async () => {
    writeAll(folder, { [originFile]: '{ "format": "yibo-content/1" }', 'menus/main.yaml': '' });
    expect(() => lookBeside(home, folder)).toThrow(/is not as yibo init wrote it\. Put it back/);
  });
});

test('each way in which both sides can have changed has its name', () => {
  const rows: [string, string | undefined, string | undefined, string | undefined, string | null][] = [
    ['nobody', '1', '1', '1', null],
    ['only here', '1', '2', '1', null],
    ['removed only here', '1', undefined, '1', null],
    ['only in Yibo', '1', '1', '2', 'changed'],
    ['the same on both', '1', '2', '2', null],
    ['on both', '1', '2', '3', 'both'],
    ['new in Yibo', undefined, undefined, '1', 'added'],
    ['new on both, the same', undefined, '1', '1', null],
    ['new on both', undefined, '1', '2', 'both'],
    ['gone from Yibo', '1', '1', undefined, 'removed'],
    ['gone from Yibo, edited here', '1', '2', undefined, 'left'],
    ['gone from both', '1', undefined, undefined, null],
    ['gone here, changed in Yibo', '1', undefined, '2', 'removed-here'],
  ];
  for (const [name, from, here, now, kind] of rows) {
    const of = (hash: string | undefined) => (hash === undefined ? {} : { 'menus/a': hash });
    expect(compare(of(from), of(here), of(now))[0]?.kind ?? null, name).toBe(kind);
  }
  expect(compare({ 'data/a': '1' }, { 'data/a': '1' }, {})).toEqual([{ path: 'data/a', kind: 'left' }]);
});

const side = fc.dictionary(
  fc.constantFrom('menus/a.yaml', 'intents/b/c.yaml', 'data/d/schema.json'),
  fc.constantFrom('1', '2', '3'),
);

test('whatever both sides did: what the bureau edited is as it was, the rest is as in Yibo, and in the end nothing is left', async () => {
  await fc.assert(
    fc.asyncProperty(side, side, side, async (from, here, now) => {
      for (const where of [home, folder]) rmSync(where, { recursive: true, force: true });
      const basics = { 'package.json': '{}', 'menus/always.yaml': '' };
      writeAll(home, { ...basics, ...from });
      await makeOwnContent(home, folder);
      writeAll(folder, { ...Object.fromEntries(Object.keys(from).map((path) => [path, null])), ...here });
      rmSync(home, { recursive: true });
      writeAll(home, { ...basics, ...now });
      const before = contentOf(folder);
      const left = await update();
      const after = contentOf(folder);
      for (const path of new Set([...Object.keys(from), ...Object.keys(here), ...Object.keys(now)])) {
        const isOurs = here[path] !== from[path];
        if (isOurs || path.startsWith('data/'))
          expect([before[path], now[path], ...(isOurs ? [] : [from[path]])]).toContain(after[path]);
        if (isOurs && here[path] !== undefined) expect(after[path]).toBe(here[path]);
        if (!isOurs && !left.includes(path)) expect(after[path]).toBe(now[path]);
      }
      expect(await update()).toEqual(left);
      await update(left);
      expect([contentOf(folder), differences()]).toEqual([after, []]);
    }),
    { numRuns: 60 },
  );
});

test('what is taken up is tried before: where it does not fit, nothing is changed', async () => {
  writeAll(home, { 'menus/main.yaml': 'leads to a', 'menus/a.yaml': 'a' });
  await makeOwnContent(home, folder);
  writeAll(folder, { 'menus/main.yaml': 'ours leads to a' });
  writeAll(home, { 'menus/main.yaml': 'leads to b', 'menus/a.yaml': null, 'menus/b.yaml': 'b' });
  const before = contentOf(folder);
  const problemsIn = (where: string) =>
    existsSync(join(where, 'menus/a.yaml')) ? [] : [`${join(where, 'menus/main.yaml')} leads nowhere`];
  await expect(update([], problemsIn)).rejects.toThrow(
    /Nothing was changed\..*--keep.*\n {2}menus\/main\.yaml leads nowhere$/s,
  );
  expect(contentOf(folder)).toEqual(before);
  expect(await update(['menus/a.yaml'], problemsIn)).toEqual(['menus/main.yaml']);
  expect(contentOf(folder)).toEqual({ ...before, 'menus/b.yaml': 'b' });
});

test('a file that somebody saves while it is taken up is left as they saved it', async () => {
  writeAll(home, { 'menus/a.yaml': '1', 'menus/b.yaml': '1' });
  await makeOwnContent(home, folder);
  writeAll(home, { 'menus/a.yaml': '2', 'menus/b.yaml': '2' });
  const problemsIn = () => {
    writeAll(folder, { 'menus/b.yaml': 'ours' });
    return [];
  };
  expect(await update([], problemsIn)).toEqual(['menus/b.yaml']);
  expect(contentOf(folder)).toEqual({ 'menus/a.yaml': '2', 'menus/b.yaml': 'ours' });
  expect(differences()).toEqual(['both menus/b.yaml']);
});

test('what is unsafe is never among what is taken up unasked', () => {
  expect([...safe].sort()).toEqual(['added', 'changed', 'removed']);
});
