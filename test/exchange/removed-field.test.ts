import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { Chain } from '../../src/disclosure/reading/chain.js';
import { publicRecords } from '../../src/disclosure/reading/public-fields.js';
import type { Store } from '../../src/domain/store.js';
import { type ExportRequest, exportFolder, exportTexts } from '../../src/exchange/files/export-files.js';
import type { DatasetSchema } from '../../src/schemas/schema.js';
import { get, serving } from '../portal/api.js';
import { cheeses, cheesesWithout, emptyStore, pathOf, publish } from './fixtures.js';

/** Two versions of a cheese, published while its schema still had a field that it has no longer. */
async function publishedBefore(): Promise<Store> {
  const store = await emptyStore();
  await publish(store, [['A', ['Comté', '2016-01-31', '45', 'secret one']]], { at: 1000 });
  await publish(store, [['A', ['Comté', '2016-01-31', '46', 'secret two']]], { at: 2000 });
  return store;
}

async function exported(dataset: DatasetSchema, store: Store, more: Partial<ExportRequest>): Promise<string> {
  const head = await new Chain(store.publications).head();
  const request = { store, head, format: 'csv' as const, asOf: null, allVersions: false, bom: false, ...more };
  const pieces: string[] = [];
  for await (const piece of exportTexts(dataset, request).texts) pieces.push(piece);
  return pieces.join('');
}

describe('a field that was taken out of the schema', () => {
  const addresses = [
    'records/A',
    'records/A?asOf=1970-01-01T08:00:01%2B08:00',
    'records/A/history',
    'snapshot',
    'changes',
    'schema',
  ];

  test('is in no answer of the API, now or as of then; the hashes stay', async () => {
    const store = await publishedBefore();
    const service = serving(store, new Map([['cheeses', cheesesWithout('note')]]));
    for (const address of addresses) {
      const { status, text } = await get(service, `/datasets/cheeses/${address}`);
      expect(status, address).toBe(200);
      expect(text, address).not.toMatch(/secret|"note"/);
    }
    const { body } = await get(service, '/datasets/cheeses/records/A');
    expect(body.fields).toEqual({ lot_no: 'A', name: 'Comté', made_on: '2016-01-31', fat: '46' });
    expect(body.version).toMatchObject({ hash: (await store.records.get('cheeses', 'A'))?.hash });
  });

  test('is told by no lookup, on no channel', async () => {
    const store = await publishedBefore();
    const dataset = cheesesWithout('note');
    const records = publicRecords(store.records, () => new Map([['cheeses', dataset]]));
    const held = await store.records.get('cheeses', 'A');
    const scan = { dataset: 'cheeses', limit: 9, which: 'current' } as const;
    const told = [await records.get('cheeses', 'A'), ...(await records.scan(scan))];
    expect(told.map((one) => [one?.hash, one?.fields])).toEqual(
      Array(2).fill([held?.hash, { lot_no: 'A', name: 'Comté', made_on: '2016-01-31', fat: '46' }]),
    );
    expect(await records.get('cheeses', 'B')).toBeNull();
    expect(await records.count('cheeses')).toBe(1);
  });

  test('is in no export, in no format, of no version', async () => {
    const store = await publishedBefore();
    const dataset = cheesesWithout('note');
    for (const format of ['csv', 'jsonl'] as const) {
      for (const more of [{}, { allVersions: true }, { asOf: 1500 }]) {
        const text = await exported(dataset, store, { format, ...more });
        expect(text).toContain('Comté');
        expect(text).not.toMatch(/secret|note/);
      }
    }
    const folder = pathOf('package');
    const head = await new Chain(store.publications).head();
    const request = {
      store,
      head,
      format: 'package' as const,
      asOf: null,
      allVersions: true,
      bom: false,
      createdAt: 1,
    };
    await exportFolder([dataset], folder, request, { force: false });
    for (const file of ['datapackage.json', 'data/cheeses.csv']) {
      expect(readFileSync(join(folder, file), 'utf8')).not.toMatch(/secret|"note"/);
    }
  });

  test('was public before: with the field, all of it is told', async () => {
    const store = await publishedBefore();
    const service = serving(store, new Map([['cheeses', cheeses()]]));
    for (const address of addresses) {
      expect((await get(service, `/datasets/cheeses/${address}`)).text, address).toContain('note');
    }
  });
});

test('a field that was added later is empty in records from before', async () => {
  const store = await publishedBefore();
  const { fields, ...others } = cheeses();
  const added = { ...others, fields: [...fields, { ...fields[1], name: 'smell', title: '气味' }] };
  const service = serving(store, new Map([['cheeses', added as DatasetSchema]]));
  const { body } = await get(service, '/datasets/cheeses/records/A');
  expect(body.fields).toMatchObject({ smell: '', note: 'secret two' });
});
