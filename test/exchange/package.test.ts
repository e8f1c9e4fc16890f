import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { Chain } from '../../src/disclosure/reading/chain.js';
import type { Store } from '../../src/domain/store.js';
import { type ExportRequest, exportFolder } from '../../src/exchange/files/export-files.js';
import { loadDatasets } from '../../src/schemas/schema.js';
import { installation } from '../../src/service/installation.js';
import { cheeses, dataFolderOf, emptyStore, pathOf, publish } from './fixtures.js';

const createdAt = Date.parse('2016-10-21T10:00:00+08:00');
const place = { force: false };

async function requestFor(store: Store, more: Partial<ExportRequest> = {}) {
  const head = await new Chain(store.publications).head();
  return { store, head, format: 'package' as const, asOf: null, allVersions: false, bom: false, createdAt, ...more };
}

interface Package {
  readonly version: string;
  readonly resources: readonly {
    readonly path: string;
    readonly bytes: number;
    readonly hash: string;
    readonly schema: { readonly fields: { name: string; constraints?: object }[]; readonly foreignKeys?: unknown[] };
  }[];
}

function packageIn(folder: string): Package {
  return JSON.parse(readFileSync(join(folder, 'datapackage.json'), 'utf8')) as Package;
}

async function filledStore(): Promise<Store> {
  const store = await emptyStore();
  await publish(store, [['007', ['Comté, vieux', '2016-01-31', '13.0', '']]], { sample: true });
  return store;
}

describe('a data package', () => {
  test('tells what it holds, under which licence, and from where', async () => {
    const store = await filledStore();
    const folder = pathOf('package');
    await exportFolder([cheeses()], folder, await requestFor(store), place);
    expect(readdirSync(folder).sort()).toEqual(['SHA256SUMS', 'data', 'datapackage.json']);
    const csv = readFileSync(join(folder, 'data/cheeses.csv'));
    const [release] = await store.publications.chain(0, 1);
    expect(packageIn(folder)).toMatchObject({
      $schema: 'https://datapackage.org/profiles/2.0/datapackage.json',
      name: 'cheeses',
      title: '进口奶酪 cheeses（示例）',
      created: '2016-10-21T02:00:00.000Z',
      version: '1',
      'yibo:head': { position: 1, hash: release?.hash },
      licenses: [{ name: 'CC0-1.0' }],
      sources: [{ title: "the bureau's own system" }],
      resources: [
        {
          name: 'cheeses',
          type: 'table',
          path: 'data/cheeses.csv',
          format: 'csv',
          encoding: 'utf-8',
          bytes: csv.length,
          hash: `sha256:${createHash('sha256').update(csv).digest('hex')}`,
          schema: { primaryKey: ['lot_no'], missingValues: ['', 'None'] },
        },
      ],
    });
  });

  test('has a schema whose fields are the columns of its file', async () => {
    const store = await filledStore();
    for (const allVersions of [false, true]) {
      const folder = pathOf('package');
      await exportFolder([cheeses()], folder, await requestFor(store, { allVersions }), place);
      const [header = ''] = readFileSync(join(folder, 'data/cheeses.csv'), 'utf8').split('\r\n');
      const { schema } = packageIn(folder).resources[0] ?? {};
      expect(schema?.fields.map(({ name }) => name)).toEqual(header.split(','));
      expect(schema?.fields.some(({ constraints }) => constraints)).toBe(!allVersions);
    }
  });

  test('passes sha256sum -c', async () => {
    const store = await filledStore();
    const folder = pathOf('package');
    await exportFolder([cheeses()], folder, await requestFor(store), place);
    const ran = spawnSync('sha256sum', ['-c', '--strict', 'SHA256SUMS'], { cwd: folder, encoding: 'utf8' });
    expect([ran.status, ran.stdout]).toEqual([0, 'data/cheeses.csv: OK\ndatapackage.json: OK\n']);
    writeFileSync(join(folder, 'data/cheeses.csv'), 'x', { flag: 'a' });
    expect(spawnSync('sha256sum', ['-c', 'SHA256SUMS'], { cwd: folder }).status).toBe(1);
  });

  test('of several datasets refers only to what is in it', async () => {
    const store = await emptyStore();
    const datasets = loadDatasets(installation().data);
    const every = [...datasets.values()];
    const referring = every.find(({ foreignKeys }) => foreignKeys.length > 0);
    expect(referring).toBeDefined();
    for (const wanted of [every, every.filter((one) => one === referring)]) {
      const folder = pathOf('package');
      await exportFolder(wanted, folder, await requestFor(store), place);
      const found = packageIn(folder).resources.flatMap(({ schema }) => schema.foreignKeys ?? []);
      const names = wanted.map(({ name }) => name);
      for (const key of found as { reference: { resource: string } }[]) expect(names).toContain(key.reference.resource);
      expect(found.length > 0).toBe(wanted.length > 1);
    }
  });
});

test('a reference to the same table names no resource, however the schema has it', async () => {
  const data = dataFolderOf('cheeses');
  const file = join(data, 'cheeses/schema.json');
  const schema = JSON.parse(readFileSync(file, 'utf8')) as object;
  const foreignKeys = ['cheeses', ''].map((resource) => ({
    fields: 'note',
    reference: { resource, fields: 'lot_no' },
  }));
  writeFileSync(file, JSON.stringify({ ...schema, foreignKeys }));
  const folder = pathOf('package');
  await exportFolder([...loadDatasets(data).values()], folder, await requestFor(await emptyStore()), place);
  const key = { fields: ['note'], reference: { fields: ['lot_no'] } };
  expect(packageIn(folder).resources[0]?.schema.foreignKeys).toEqual([key, key]);
});

describe('a folder', () => {
  test('of plain files has its checksums too', async () => {
    const store = await filledStore();
    const folder = pathOf('files');
    const both = [cheeses(), cheeses('secret-cheeses')];
    await exportFolder(both, folder, await requestFor(store, { format: 'jsonl' }), place);
    expect(readdirSync(folder).sort()).toEqual(['SHA256SUMS', 'cheeses.jsonl', 'secret-cheeses.jsonl']);
    expect(spawnSync('sha256sum', ['-c', 'SHA256SUMS'], { cwd: folder }).status).toBe(0);
  });

  test('is replaced only with --force, and only when it is an export', async () => {
    const store = await filledStore();
    const request = await requestFor(store);
    const folder = pathOf('package');
    await exportFolder([cheeses()], folder, request, place);
    await expect(exportFolder([cheeses()], folder, request, place)).rejects.toThrow('--force');
    writeFileSync(join(folder, 'data/old.csv'), 'old');
    await exportFolder([cheeses()], folder, request, { force: true });
    expect(readdirSync(join(folder, 'data'))).toEqual(['cheeses.csv']);

    const home = pathOf('home');
    mkdirSync(home);
    await exportFolder([cheeses()], home, request, place);
    const other = pathOf('other');
    mkdirSync(other);
    writeFileSync(join(other, 'thesis.doc'), 'years of work');
    await expect(exportFolder([cheeses()], other, request, { force: true })).rejects.toThrow('other things');
    expect(readdirSync(other)).toEqual(['thesis.doc']);
  });

  test('appears only when it is whole', async () => {
    const store = await filledStore();
    const folder = pathOf('package');
    const onProgress = () => {
      expect([existsSync(folder), existsSync(`${folder}.part`)]).toEqual([false, true]);
      throw new Error('the disk is full');
    };
    const request = { ...(await requestFor(store)), onProgress };
    await expect(exportFolder([cheeses()], folder, request, place)).rejects.toThrow('the disk is full');
    expect([existsSync(folder), existsSync(`${folder}.part`)]).toEqual([false, false]);
  });
});
