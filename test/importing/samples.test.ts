import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { loadPublicationTerms } from '../../src/disclosure/publishing/publication-terms.js';
import { keypadSignature } from '../../src/domain/identifiers/identifiers.js';
import type { Store } from '../../src/domain/store.js';
import { loadSamples } from '../../src/importing/sample.js';
import { installation } from '../../src/service/installation.js';
import { datasets, emptyStore, importText, messagesOf, recordsIn } from './fixtures.js';

const terms = loadPublicationTerms(datasets, installation().data);
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
    ['bureau-figures', 7, 0],
    ['certificates', 40, 0],
    ['consignments', 40, 0],
    ['containers', 43, 0],
    ['enterprises', 12, 0],
    ['entry-refusals', 36, 0],
    ['inspection-items', 9, 0],
    ['inspection-objects', 25, 0],
    ['inspection-plans', 5, 0],
    ['inspection-results', 48, 0],
    ['inspection-rules', 16, 0],
    ['inspection-tasks', 6, 0],
    ['inspectors', 24, 0],
    ['process-events', 157, 0],
    ['recall-notices', 6, 0],
    ['replies', 3, 0],
    ['storage-sites', 12, 0],
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
  expect(reports.map((report) => report.dataset)).toEqual([...datasets.keys()].filter((name) => name !== 'wines'));
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
  const events = await store.records.findWithin('process-events', '120000116000001', 10);
  expect(events.map(({ fields }) => [fields.step, fields.detail, fields.occurred_at])).toEqual([
    ['1', '', '2016-08-02'],
    ['2', '冷藏集装箱1只，现场查验合格', '2016-08-03'],
    ['3', '', '2016-08-04'],
  ]);
});

test('whatever a sample refers to in another dataset is there', async () => {
  const { all } = await loaded();
  let references = 0;
  for (const { name, foreignKeys } of datasets.values()) {
    for (const { fields, reference } of foreignKeys) {
      const value = (record: (typeof all)[number], names: readonly string[]) =>
        names.map((field) => record.fields[field]).join('/');
      const known = new Set(
        all.filter(({ dataset }) => dataset === reference.resource).map((record) => value(record, reference.fields)),
      );
      for (const record of all.filter(({ dataset }) => dataset === name)) {
        expect(known).toContain(value(record, fields));
        references++;
      }
    }
  }
  expect(references).toBe(157 + 40 + 43 + 48 + 6 + 6);
});

test('what was drawn and inspected is a sample of its dataset', async () => {
  const { all } = await loaded();
  const idsOf = (name: string) =>
    new Set(all.filter(({ dataset }) => dataset === name).map(({ id }) => id.split('/')[0]));
  const kinds = { 报检批: 'consignments', 集装箱: 'containers', 认证证书: 'certificates', 储存场地: 'storage-sites' };
  for (const { fields } of all.filter(({ dataset }) => dataset === 'inspection-results')) {
    expect(idsOf(kinds[fields.object_kind as keyof typeof kinds])).toContain(fields.object_id);
  }
});

test('every photograph that a sample vehicle names is there, and says that it is 示例', async () => {
  const { all } = await loaded();
  const names = new Set(all.flatMap(({ fields }) => (fields.photos ?? '').split(' ').filter((name) => name !== '')));
  expect([...names].sort()).toEqual(['engine-bay.svg', 'front.svg', 'label.svg']);
  const { folder } = datasets.get('vehicles') ?? { folder: '' };
  for (const name of names) expect(readFileSync(join(folder, 'photos', name), 'utf8')).toContain('示例');
});

test('plans, registers and inspectors name items of the list, and a task counts what its draw chose', async () => {
  const { all } = await loaded();
  const of = (name: string) => all.filter(({ dataset }) => dataset === name).map(({ fields }) => fields);
  const items = new Set(of('inspection-items').map(({ item_no }) => item_no));
  const plans = new Map(of('inspection-plans').map((plan) => [plan.plan_no, (plan.items ?? '').split(' ')]));
  const named = ['inspection-plans', 'inspection-objects', 'inspectors'].flatMap(of);
  for (const { items: list = '' } of named) for (const item of list.split(' ')) expect(items).toContain(item);
  for (const task of of('inspection-tasks')) {
    expect(plans.get(task.plan_no)).toContain(task.item_no);
    expect(task.rate).toBe(((100 * Number(task.drawn)) / Number(task.pool)).toFixed(1));
    const drawn = of('inspection-results').filter(({ draw_no }) => draw_no === task.draw_no);
    expect(drawn).toHaveLength(Number(task.drawn));
    for (const { task_no, inspected_on = '' } of drawn) {
      expect(task_no).toBe(task.task_no);
      expect(inspected_on >= (task.starts_on ?? '') && inspected_on <= (task.ends_on ?? '')).toBe(true);
    }
  }
});

test('a reply is beside a record that is there, and was said when nobody could appeal any more', async () => {
  const { all } = await loaded();
  const replies = all.filter(({ dataset }) => dataset === 'replies');
  for (const { fields } of replies) {
    const about = all.find(({ dataset, id }) => dataset === fields.dataset && id === fields.record_id);
    expect(about?.fields.uscc).not.toBe('');
    expect(about?.fields.subject_name).toBe(fields.party);
    expect((fields.said_on ?? '') > (about?.fields.appeal_until ?? '')).toBe(true);
  }
  expect(replies).toHaveLength(3);
});
