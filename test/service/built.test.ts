import { spawnSync } from 'node:child_process';
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { root as project } from '../commands/run-yibo.js';

/** Plain JavaScript, which runs before any build. */
const { hashOfSources } = (await import(String(new URL('../../src/built.js', import.meta.url)))) as {
  hashOfSources(root: string): string | null;
};

const folder = mkdtempSync(join(tmpdir(), 'yibo-built-'));
afterAll(() => rmSync(folder, { recursive: true }));

let root: string;
let n = 0;
/** A small package with our own way to start, and no compiler in reach. */
beforeEach(() => {
  root = join(folder, String(n++));
  mkdirSync(join(root, 'src/deep'), { recursive: true });
  for (const name of ['yibo.js', 'built.js', 'build.js', 'bundle.js'])
    cpSync(join(project, 'src', name), join(root, 'src', name));
  writeFileSync(join(root, 'package.json'), '{ "name": "small", "type": "module" }');
  writeFileSync(join(root, 'tsconfig.json'), '{}');
  writeFileSync(join(root, 'src/cli.ts'), 'console.log("started")');
  writeFileSync(join(root, 'src/deep/a.ts'), '');
});

function build(): void {
  mkdirSync(join(root, 'dist'), { recursive: true });
  writeFileSync(join(root, 'dist/cli.js'), 'console.log("started")');
  writeFileSync(join(root, 'dist/.built'), hashOfSources(root) ?? '');
}

function start() {
  const { status, stdout, stderr } = spawnSync(process.execPath, [join(root, 'src/yibo.js')], { encoding: 'utf8' });
  return { code: status, out: stdout, err: stderr };
}

/** Every file with its time: what a start must leave as it is. */
function files(): [string, number][] {
  const names = readdirSync(root, { recursive: true, encoding: 'utf8' }).sort();
  return names.map((name) => [name, statSync(join(root, name)).mtimeMs]);
}

describe('without a compiler', () => {
  test('what an install has built starts, and nothing is written', () => {
    build();
    const before = files();
    expect(start()).toEqual({ code: 0, out: 'started\n', err: '' });
    expect(files()).toEqual(before);
  });

  test('it starts when every file has another time, as after copying or unpacking', () => {
    build();
    const later = new Date(Date.now() + 86_400_000);
    for (const name of ['src/cli.ts', 'src/deep/a.ts', 'tsconfig.json']) utimesSync(join(root, name), later, later);
    expect(start().out).toBe('started\n');
  });

  test('it starts when it came without its sources', () => {
    build();
    rmSync(join(root, 'src/deep'), { recursive: true });
    rmSync(join(root, 'src/cli.ts'));
    expect(start().out).toBe('started\n');
  });

  test('with nothing built, it says what to do', () => {
    const { code, out, err } = start();
    expect([code, out]).toEqual([1, '']);
    expect(err).toBe(
      `yibo: dist/ is not there, and cannot be built: there is no compiler (the package typescript). Nothing was started. In ${root}, as whoever owns it: npm ci --omit=dev\n`,
    );
  });

  test.each([
    ['a changed source', () => writeFileSync(join(root, 'src/deep/a.ts'), '//')],
    ['a source more', () => writeFileSync(join(root, 'src/deep/b.ts'), '')],
    ['a source less', () => rmSync(join(root, 'src/deep/a.ts'))],
    ['a renamed source', () => cpSync(join(root, 'src/deep/a.ts'), join(root, 'src/deep/c.ts'))],
    ['another way to compile', () => writeFileSync(join(root, 'tsconfig.json'), '{ }')],
    ['no note of what it was built from', () => rmSync(join(root, 'dist/.built'))],
  ])('with %s, what was built before is not started', (_, change) => {
    build();
    change();
    const { code, err } = start();
    expect([code, err]).toEqual([
      1,
      expect.stringMatching(/^yibo: dist\/ was not built from src\/ as it is now, .*npm ci --omit=dev\n$/),
    ]);
  });
});

test('an install builds, and a start does not: both as package.json has them', () => {
  const { scripts } = JSON.parse(readFileSync(join(project, 'package.json'), 'utf8'));
  expect([scripts.prepare, scripts.build]).toEqual(['node src/build.js', 'node src/build.js']);
  expect(scripts.start).toMatch(/^(MALLOC_ARENA_MAX=\d+ )?(exec )?node (--\S+ )*src\/yibo\.js serve$/);
});
