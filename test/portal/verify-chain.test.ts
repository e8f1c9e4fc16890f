import { spawn, spawnSync } from 'node:child_process';
import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { Chain } from '../../src/disclosure/reading/chain.js';
import { exportFolder } from '../../src/exchange/files/export-files.js';
import { startTestService, type TestService } from '../service/running.js';
import { change, get } from './api.js';

/** What is published after the samples: a correction, then a withdrawal. */
const [corrected, withdrawn] = ['409334585274', '298175314675'];

let service: TestService;
let folder: string;
beforeAll(async () => {
  service = await startTestService();
  await change(service, 'corrected', corrected, 'name=新酒 "干红", 三年', '2016-10-22T09:00:00+08:00');
  await change(service, 'withdrawn', withdrawn, '发布有误', '2016-10-23T09:00:00+08:00');
  await service.catchUp('follow:public-root');
  const datasets = service.data.current.datasets;
  const open = [...datasets.values()].filter(({ access }) => access === 'open');
  const head = await new Chain(service.store.publications).head();
  folder = join(service.folder, 'export');
  const request = {
    store: service.store,
    head,
    format: 'package',
    asOf: null,
    allVersions: false,
    bom: false,
  } as const;
  await exportFolder(open, folder, { ...request, provenAmong: datasets, createdAt: 0 }, { force: false });
});
afterAll(() => service.close());

const docs = fileURLToPath(new URL('../../docs', import.meta.url));

/** Runs a stranger's program, as a stranger does. @returns its exit code and what it says */
function verify(program: readonly string[], ...words: readonly string[]): Promise<readonly [number | null, string]> {
  const [name = '', file = ''] = program;
  return new Promise((resolve, reject) => {
    const run = spawn(name, [join(docs, file), ...words], { stdio: ['ignore', 'pipe', 'inherit'] });
    let said = '';
    run.stdout.setEncoding('utf8').on('data', (text: string) => {
      said += text;
    });
    run.on('error', reject).on('close', (code) => resolve([code, said]));
  });
}

/** A server that tells what the service tells, but for one thing. */
async function lying(at: string, lie: (text: string) => string): Promise<string> {
  const server = createServer(async (request, response) => {
    const answer = await fetch(service.origin + request.url);
    const text = await answer.text();
    const told = request.url?.startsWith(`/api/v1${at}`) ? lie(text) : text;
    // Whoever asks is never left waiting: a lie that changes nothing is seen in what the program says.
    response.writeHead(answer.status, { 'Content-Type': 'application/json' }).end(told);
  });
  await new Promise<void>((resolve) => server.listen(0, resolve));
  onTestFinished(() => void server.close());
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** The exported folder, with another text in one of its files. */
function altered(file: string, alter: (text: string) => string): string {
  const copy = `${folder}-${Math.random()}`;
  cpSync(folder, copy, { recursive: true });
  const text = readFileSync(join(copy, file), 'utf8');
  expect(alter(text)).not.toBe(text);
  writeFileSync(join(copy, file), alter(text));
  return copy;
}

/** @returns a change of the list of rows that a page of the API holds */
const inRows = (alter: (rows: Record<string, unknown>[]) => unknown) => (text: string) => {
  const page = JSON.parse(text) as { rows: Record<string, unknown>[] };
  alter(page.rows);
  return JSON.stringify(page);
};

test('python3 is there', () => {
  const words =
    'python3 is needed to see that docs/verify-chain.py is true; npm ci needs it, too, where sqlite3 is compiled';
  expect(spawnSync('python3', ['--version']).status, words).toBe(0);
});

describe.each([
  ['python3', 'verify-chain.py'],
  ['node', 'verify-chain.mjs'],
])('a stranger with %s', (...program) => {
  test('recomputes the chain from the open API, and finds the seal that was noted', async () => {
    const [, third] = await service.store.publicSeals.list(1, 2);
    const last = await service.store.publicSeals.last();
    const [code, said] = await verify(program, service.origin, third?.seal ?? '');
    expect([code, said]).toEqual([0, expect.stringContaining(`The public seal is ${last?.seal}`)]);
    const { releases } = (await get(service, '/releases?limit=1000')).body as { releases: { versions: number }[] };
    const rows = releases.reduce((sum, { versions }) => sum + versions, 0);
    expect(said).toContain(`All holds: ${releases.length} releases, ${rows} rows`);
    expect(await verify(program, service.origin, '0'.repeat(64))).toEqual([
      1,
      expect.stringMatching(/^BROKEN the seal 0+ is not in/),
    ]);
  });

  test('recomputes it from an exported folder, and says the same', async () => {
    const [code, fromApi] = await verify(program, service.origin);
    const [holds = '', others = ''] = fromApi.split('\n');
    expect([code, others]).toEqual([0, expect.stringMatching(/^Not checked: .*whatever else this service shows/)]);
    const fromFolder = others.replace('this service shows, its pages', 'is in this folder, pages and photographs');
    expect(await verify(program, folder)).toEqual([0, `${holds}\n${fromFolder}\n`]);
  });

  test.each([
    [
      'a changed character',
      '/releases/19/rows',
      (text: string) => text.replace('Origem Merlot', 'Origem Merlos'),
      `release 19 of wines: record ${corrected} (row 0) is not what was sealed`,
    ],
    [
      'a record that is told no more, and was not withdrawn',
      '/releases/19/rows',
      inRows((rows) => Object.assign(rows[5] ?? {}, { row: null, closed: 'ended', id: 'X5' })),
      'release 19 of wines: record X5 is told no more, and no withdrawal of it was sealed',
    ],
    [
      'a row that is gone',
      '/releases/19/rows',
      inRows((rows) => rows.splice(5, 1)),
      'release 19 of wines: row 5 is missing',
    ],
    [
      'a last row that is gone',
      '/releases/19/rows',
      inRows((rows) => rows.pop()),
      'release 19 of wines: its 99 rows do not have its root',
    ],
    [
      'another time of publication',
      '/releases?',
      (text: string) => text.replace(/"publishedAt":"20\d\d/, '"publishedAt":"1999'),
      'release 1 of bureau-figures: its seal does not fit',
    ],
  ])('finds %s', async (_, at, lie, found) => {
    expect(await verify(program, await lying(at, lie))).toEqual([1, expect.stringContaining(`BROKEN ${found}`)]);
  });

  test.each([
    ['data/wines.csv', (text: string) => text.replace('Casa Valduga', 'Casa Valdugo'), 'is not what was sealed'],
    ['data/wines.csv', (text: string) => text.replace(/\r\n.*\r\n$/, '\r\n'), 'is missing'],
    [
      'public/rows-19.jsonl',
      (text: string) => text.replace('"Casa Valduga"', '"Casa Valdugo"'),
      `record ${corrected} (row 0) is not what was sealed`,
    ],
    [
      'public/releases.jsonl',
      (text: string) => text.replace('"sample":true', '"sample":false'),
      'release 1 of bureau-figures: its seal does not fit',
    ],
  ])('finds a change in %s of a folder', async (file, alter, found) => {
    const [code, said] = await verify(program, altered(file, alter));
    expect([code, said.startsWith('BROKEN '), said]).toEqual([1, true, expect.stringContaining(found)]);
  });

  test('says when there is nothing to read', async () => {
    expect(await verify(program, join(folder, 'nothing'))).toEqual([2, expect.stringMatching(/^COULD NOT READ/)]);
  });
});
