import { expect, test } from 'vitest';
import { loadPublicationTerms } from '../../src/datasets/publication-terms.js';
import { loadSamples } from '../../src/datasets/sample.js';
import { keypadSignature } from '../../src/domain/identifiers.js';
import type { Store } from '../../src/domain/ports.js';
import { datasets, emptyStore, importText, messagesOf, recordsIn } from './fixtures.js';

const terms = loadPublicationTerms(datasets);
const load = (store: Store) => loadSamples(store, datasets, terms, () => 1000);

async function loaded() {
  const store = await emptyStore();
  await load(store);
  return { store, all: [...(await recordsIn(store)).values()] };
}

test('every sample loads without a problem, marked as sample data', async () => {
  const store = await emptyStore();
  const reports = await load(store);
  expect(reports.map(({ dataset, added, refused }) => [dataset, added, refused])).toEqual([
    ['consignments', 40, 0],
    ['process-events', 157, 0],
    ['vehicles', 60, 0],
    ['wines', 100, 0],
  ]);
  expect([...(await recordsIn(store)).values()].every((record) => record.sample)).toBe(true);
});

test('the only warnings are the European VINs without a check digit', async () => {
  const reports = await load(await emptyStore());
  const warned = reports.flatMap((report) => messagesOf(report).warned);
  expect(warned.map((message) => /"vin" "(\w+)"/.exec(message)?.[1])).toEqual([
    'WVWZZZ3CZEE140287',
    'W0LPC6DB3CC123456',
  ]);
});

test('samples leave a dataset alone that has a record of its own', async () => {
  const { store } = await importText('wines', 'bottle_code,name,origin_country,importer\n123456,酒,巴西,示例公司\n');
  const reports = await load(store);
  expect(reports.map((report) => report.dataset)).toEqual(['consignments', 'process-events', 'vehicles']);
  expect(await load(store)).toEqual([]);
});

test('two vehicles share one keypad signature, every other vehicle has its own', async () => {
  const { store, all } = await loaded();
  const shared = await store.records.findByKey('vehicles', 'vin_keypad', '72237639642000700', 5);
  expect(shared.map(({ id, fields }) => [id, fields.brand_model])).toEqual([
    ['SCADS63W6GC000700', '劳斯莱斯牌轿车'],
    ['SCBES63W6GC000700', '宾利牌轿车'],
  ]);
  const vehicles = all.filter((record) => record.dataset === 'vehicles');
  expect(new Set(vehicles.map((vehicle) => keypadSignature(vehicle.id))).size).toBe(vehicles.length - 1);
  const stickers = vehicles.map((vehicle) => vehicle.fields.sticker_code);
  expect(new Set(stickers).size).toBe(vehicles.length);
});

test('every step belongs to a sample consignment, and its steps go forward in time', async () => {
  const { store, all } = await loaded();
  const events = all.filter((record) => record.dataset === 'process-events');
  for (const event of events)
    expect(await store.records.get('consignments', event.fields.declaration_no ?? '')).not.toBeNull();
  for (const [place, event] of events.entries()) {
    const before = events[place - 1];
    if (!before || before.fields.declaration_no !== event.fields.declaration_no) continue;
    expect(Number(event.fields.sequence)).toBe(Number(before.fields.sequence) + 1);
    expect(Number(event.fields.step)).toBeGreaterThanOrEqual(Number(before.fields.step));
    const times = [before, event].map((record) => Date.parse(record.fields.occurred_at ?? ''));
    expect(times).toEqual([...times].sort((a, b) => a - b));
  }
});

test('the refrigerated container of August 2016 is there', async () => {
  const { store } = await loaded();
  expect((await store.records.get('consignments', '120000116000001'))?.fields).toMatchObject({
    registration_no: '1101960H79',
    goods: '冷藏集装箱',
  });
  const events = await store.records.findByKey('process-events', 'declaration_no', '120000116000001', 10);
  expect(events.map(({ fields }) => [fields.step, fields.detail, fields.occurred_at])).toEqual([
    ['1', '', '2016-08-02'],
    ['2', '冷藏集装箱1只，现场查验合格', '2016-08-03'],
    ['3', '', '2016-08-04'],
  ]);
});
