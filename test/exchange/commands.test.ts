import { type SpawnSyncReturns, spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { loadDatasets } from '../../src/schemas/schema.js';
import { installation } from '../../src/service/installation.js';

const root = fileURLToPath(new URL('../..', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'yibo-export-'));
afterAll(() => rmSync(folder, { recursive: true }));

const yibo = join(root, 'dist/cli.js');
const env = {
  ...process.env,
  DATABASE_URL: `sqlite:${join(folder, 'cli.db')}`,
  NODE_ENV: '',
  YIBO_OPERATOR: '张三',
  YIBO_CLOCK: '2016-10-21T10:00:00+08:00',
};

function run(...words: string[]): SpawnSyncReturns<string> {
  return spawnSync(process.execPath, [yibo, ...words], { env, encoding: 'utf8', cwd: folder });
}

beforeAll(() => {
  for (const name of ['wines', 'vehicles', 'consignments']) {
    const ran = run('import', name, join(root, `data/${name}/sample.csv`), '--sample');
    expect(ran.status, ran.stderr).toBe(0);
  }
});

describe('yibo export', () => {
  test('writes to the screen, where only rows are, and says on the side what it did', () => {
    const ran = run('export', 'wines');
    expect(ran.status).toBe(0);
    const lines = ran.stdout.split('\r\n');
    expect(lines[0]).toMatch(/^bottle_code,name,.*,yibo:sample$/);
    expect(lines).toHaveLength(102);
    expect(ran.stderr).toBe('wines: 100 records; some are marked 示例: import them again with --sample\n');
    expect(run('export', 'wines', '--out', '-').stdout).toBe(ran.stdout);
  });

  test('writes a file that import takes again, with nothing new in it', () => {
    for (const format of ['csv', 'jsonl']) {
      const out = join(folder, `wines.${format}`);
      expect(run('export', 'wines', '--format', format, '--out', out).status).toBe(0);
      const ran = run('import', 'wines', out, '--sample');
      expect(ran.status).toBe(0);
      expect(ran.stdout).toMatch(/^wines: 0 new, 0 changed, 100 unchanged, 0 refused; nothing new to publish\n$/m);
    }
  });

  test('does not replace a file, unless told to', () => {
    const out = join(folder, 'cars.csv');
    expect(run('export', 'vehicles', '--out', out).status).toBe(0);
    const ran = run('export', 'vehicles', '--out', out);
    expect([ran.status, ran.stderr]).toEqual([
      1,
      `yibo export: ${out} is there already. Name another, or replace it with --force.\n`,
    ]);
    expect(run('export', 'vehicles', '--out', out, '--force', '--bom').status).toBe(0);
    expect(readFileSync(out).subarray(0, 3).toString('hex')).toBe('efbbbf');
  });

  test('writes all that is open into a folder, and says what it leaves out', () => {
    const out = join(folder, 'all');
    const ran = run('export', '--all', '--out', out);
    expect(ran.status).toBe(0);
    const open = [...loadDatasets(installation().data).values()]
      .filter(({ access }) => access === 'open')
      .map(({ name }) => `${name}.csv`);
    expect(readdirSync(out).sort()).toEqual(['SHA256SUMS', ...open].sort());
    expect(ran.stderr).toContain('consignments: left out, since it is answered one record at a time');
    expect(spawnSync('sha256sum', ['-c', 'SHA256SUMS'], { cwd: out }).status).toBe(0);
    const packaged = run('export', '--all', '--format', 'package', '--out', join(folder, 'package'));
    expect(packaged.status).toBe(0);
    expect(existsSync(join(folder, 'package/datapackage.json'))).toBe(true);
  });

  test('of a closed dataset warns', () => {
    const ran = run('export', 'consignments');
    expect(ran.status).toBe(0);
    expect(ran.stderr).toContain('Do not hand out this export');
  });

  test('tells what was public on a day', () => {
    expect(run('export', 'wines', '--as-of', '2016-10-20').stderr).toContain('wines: 0 records');
    expect(run('export', 'wines', '--as-of', '2016-10-21').stderr).toContain('wines: 100 records');
    const versions = run('export', 'wines', '--all-versions', '--format', 'jsonl');
    expect(versions.stderr).toContain('wines: 100 versions');
    expect(JSON.parse(versions.stdout.split('\n')[0] ?? '')).toMatchObject({
      'yibo:change': 'published',
      'yibo:sample': true,
    });
  });

  test.each([
    ['no dataset', ['export'], '--all'],
    ['an unknown one', ['export', 'whines'], 'Did you mean "wines"?'],
    ['both', ['export', 'wines', '--all'], 'not both'],
    ['all to the screen', ['export', '--all'], '--out FOLDER'],
    ['a package to the screen', ['export', 'wines', '--format', 'package'], '--out FOLDER'],
    ['an unknown format', ['export', 'wines', '--format', 'xml'], 'csv, jsonl, package'],
    ['a mark in a format without one', ['export', 'wines', '--format', 'jsonl', '--bom'], '--bom is for CSV'],
    ['no day', ['export', 'wines', '--as-of', 'monday'], 'is no day or time'],
    ['a time that could be anywhere', ['export', 'wines', '--as-of', '2016-10-21T10:00:00'], 'is no day or time'],
    ['a day to come', ['export', 'wines', '--as-of', '2016-10-22'], 'has not come yet'],
  ])('refuses %s as wrong usage', (_, words, said) => {
    const ran = run(...words);
    expect([ran.status, ran.stdout]).toEqual([2, '']);
    expect(ran.stderr).toContain(said);
    expect(ran.stderr).not.toMatch(/\n\s+at /);
  });

  test('ends quietly when whoever reads the screen goes away', async () => {
    const child = spawn(process.execPath, [yibo, 'export', 'wines'], { env, cwd: folder });
    child.stdout.destroy();
    let said = '';
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      said += text;
    });
    const code = await new Promise((resolve) => child.on('close', resolve));
    expect([code, said]).toEqual([1, '']);
  });
});

describe('yibo datasets', () => {
  test('lists every dataset, with how it stands', () => {
    const ran = run('datasets');
    expect(ran.status).toBe(0);
    const lines = ran.stdout.trim().split('\n');
    expect(lines.slice(1).map((line) => line.split(' ')[0])).toEqual([...loadDatasets(installation().data).keys()]);
    expect(lines[0]).toMatch(/^name +title +records +sample +access +last release +source +licence$/);
    expect(lines.find((line) => line.startsWith('wines'))).toMatch(
      /进口葡萄酒 +100 +示例 +open +1, 2016-10-21 +示例: labels of .*X-Wines.*CC0-1\.0, Apache-2\.0/,
    );
    expect(lines.find((line) => line.startsWith('certificates'))).toMatch(/ 0 +open +none /);
    expect(lines.find((line) => line.startsWith('consignments'))).toMatch(/ lookup +3, 2016-10-21 /);
  });

  test('says the same to machines', () => {
    const lines = run('datasets', '--json').stdout.trim().split('\n');
    const wines = lines.map((line) => JSON.parse(line) as { name: string }).find(({ name }) => name === 'wines');
    expect(wines).toMatchObject({ records: 100, sample: true, access: 'open', lastRelease: { position: 1 } });
  });
});
