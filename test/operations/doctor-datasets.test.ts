import { spawn, spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { versionHash } from '../../src/domain/disclosure/release.js';
import type { Store } from '../../src/domain/store.js';
import { openStore } from '../../src/store/open.js';
import { copyContent } from '../content-copy.js';
import { change, database, examine, root } from './examine.js';
import { temporaryFolder } from './fixtures.js';

/** A copy of the project's data, to be spoilt. */
function project(): string {
  const folder = temporaryFolder();
  copyContent(folder);
  return folder;
}

describe('a sample', () => {
  test('that is broken is told of before the first start, with line and remedy; all of them at once', async () => {
    const folder = temporaryFolder();
    const spoil = copyContent(folder);
    expect((await examine({}, {}, folder)).line('samples')).toMatch(/^✓ samples {6}\d+ rows for a first start$/);
    spoil('data/storage-sites/sample.csv', '2015-07-26', '2015-02-30');
    spoil('data/wines/sample.csv', '409334585274', '40');
    const { line, marks } = await examine({}, {}, folder);
    expect(line('samples')).toMatch(
      /^✗ [\s\S]*storage-sites\/sample\.csv:2:9 {2}column "registered_on" "2015-02-30" is no date/,
    );
    expect(line('samples')).toMatch(/\n.*wines\/sample\.csv:2:1 {2}column "bottle_code" "40" has 2 characters/);
    expect(marks.datasets).toBe('good');
  });

  test('that is a folder, or empty, is told of too', async () => {
    const folder = project();
    const file = join(folder, 'data/wines/sample.csv');
    writeFileSync(file, '');
    expect((await examine({}, {}, folder)).line('samples')).toMatch(/^✗ [\s\S]*wines\/sample\.csv/);
    rmSync(file);
    mkdirSync(file);
    expect((await examine({}, {}, folder)).line('samples')).toMatch(/^✗ [\s\S]*wines\/sample\.csv.* is a directory/);
  });

  test('is not looked at where none is loaded', async () => {
    const folder = project();
    writeFileSync(join(folder, 'data/wines/sample.csv'), 'nonsense');
    const { line } = await examine({ YIBO_SAMPLE_DATA: 'off' }, {}, folder);
    expect(line('samples')).toBe('✓ samples      not loaded: YIBO_SAMPLE_DATA is off');
  });
});

/** Publishes a record of a dataset, or withdraws it. */
async function release(store: Store, dataset: string, change: 'published' | 'withdrawn'): Promise<void> {
  const at = 6000;
  const terms = { reason: '例行公开', legalBasis: '《政府信息公开条例》', madeBy: '张三', madeAt: at, fetchedAt: at };
  const plan = { dataset, sample: false, columns: ['lot'], ...terms, source: '系统', file: '', header: [] };
  const previous = (await store.publications.inForce(dataset, ['A1'])).get('A1')?.hash ?? null;
  const parts = { id: 'A1', line: 1, change, values: '["A1"]', raw: null, previous, keys: [] };
  const growth = change === 'published' ? 1 : -1;
  const body = { sha256: '', versions: 1, growth, root: 'a'.repeat(64) };
  const no = await store.publications.draft(plan, body, [{ ...parts, hash: versionHash(dataset, parts) }]);
  await store.publications.approve(no, '李四', at);
  await store.publications.publish(no, at);
}

/** A database in which cheeses are public, and lost and withdrawn cheeses were; with one dataset that has its folder. */
async function databaseWithCheeses(): Promise<string> {
  const file = await database();
  const store = await openStore(`sqlite:${file}`);
  await release(store, 'cheeses', 'published');
  await release(store, 'withdrawn-cheeses', 'published');
  await release(store, 'withdrawn-cheeses', 'withdrawn');
  await store.close();
  return file;
}

const said =
  '1 record(s) of "cheeses" are public in the database, but data/cheeses/ has no schema.json: nobody can ask for them, and no term ends their publication. Put the folder back.';

describe('a dataset that is public and has no folder', () => {
  test('is warned of, once it has records in force; looking changes nothing', async () => {
    const file = await databaseWithCheeses();
    const before = readFileSync(file);
    const { line } = await examine({ DATABASE_URL: `sqlite:${file}` });
    expect(line('folders')).toBe(`! folders      ${said} [public-without-folder]`);
    expect(readdirSync(join(file, '..'))).toEqual(['yibo.db']);
    expect(readFileSync(file)).toEqual(before);
    const healthy = await examine({ DATABASE_URL: `sqlite:${await database()}` });
    expect(healthy.line('folders')).toBe('✓ folders      every dataset that is public has one');
  });

  test('is not looked for in a database that the start has still to change, or among broken folders', async () => {
    const pending = await database();
    await change(pending, "DELETE FROM migration WHERE name LIKE '0003%'");
    expect((await examine({ DATABASE_URL: `sqlite:${pending}` })).marks.folders).toBe('skipped');
    const folder = project();
    writeFileSync(join(folder, 'data/wines/schema.json'), '{}');
    const broken = await examine({ DATABASE_URL: `sqlite:${await database()}` }, {}, folder);
    expect(broken.marks).toMatchObject({ datasets: 'failure', folders: 'skipped' });
  });

  test('is warned of beside the list of datasets', async () => {
    const env = { ...process.env, DATABASE_URL: `sqlite:${await databaseWithCheeses()}`, NODE_ENV: '' };
    const words = [join(root, 'dist/cli.js'), 'datasets', '--json'];
    const ran = spawnSync(process.execPath, words, { env, encoding: 'utf8' });
    expect([ran.status, ran.stderr]).toEqual([0, `warning: ${said}\n`]);
    expect(ran.stdout).not.toContain('cheeses');
  });

  test('is warned of in the log when the service starts', async () => {
    const DATABASE_URL = `sqlite:${await databaseWithCheeses()}`;
    const env = { ...process.env, DATABASE_URL, PORT: '0', NODE_ENV: '', LOG_LEVEL: 'warn', YIBO_SAMPLE_DATA: 'off' };
    const service = spawn(process.execPath, [join(root, 'dist/cli.js'), 'serve'], { env });
    const ended = new Promise((resolve) => service.once('exit', resolve));
    onTestFinished(async () => {
      service.kill('SIGKILL');
      await ended;
    });
    const line = await new Promise<string>((resolve, reject) => {
      let text = '';
      service.stdout.setEncoding('utf8').on('data', (piece: string) => {
        text += piece;
        const found = text.split('\n').find((one) => one.includes('cheeses') && one.endsWith('}'));
        if (found !== undefined) resolve(found);
      });
      void ended.then(() => reject(new Error(`it ended: ${text}`)));
    });
    expect(JSON.parse(line)).toMatchObject({ level: 40, dataset: 'cheeses', records: 1, msg: said });
  });
});
