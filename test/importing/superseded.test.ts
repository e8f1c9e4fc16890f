import { beforeEach, expect, test } from 'vitest';
import { changePlan, planCorrection, planRemoval } from '../../src/disclosure/publishing/change-record.js';
import { draftChanges, type PlannedChange } from '../../src/disclosure/publishing/draft-changes.js';
import { makePublic } from '../../src/disclosure/publishing/make-public.js';
import type { Store } from '../../src/domain/store.js';
import { dataset, datasets, importText, terms } from './fixtures.js';

const vehicles = dataset('vehicles');
const vin = 'JTEBU5JR6G5003291';
const head = 'vin,sticker_code,brand_model,inspected_at,result\n';
const row = (brand: string, result = '合格') => `${vin},221865233729,${brand},2016-08-12,${result}\n`;
const other = 'SCBES63W6GC000700,123456,宾利,2016-08-12,合格\n';
const original = head + row('丰田') + other;

let store: Store;
let now = 9000;
beforeEach(async () => {
  store = (await importText('vehicles', original)).store;
});

async function publish(change: PlannedChange): Promise<void> {
  const plan = changePlan(vehicles, terms, { sample: false, now });
  const no = await draftChanges(store.publications, plan, [change]);
  await makePublic({ store, datasets, now: now++ }, no, '李四');
}

const correct = async (changes: Record<string, string>) =>
  publish((await planCorrection(store.publications, vehicles, vin, changes)).change);
const imported = (content: string, more = {}) => importText('vehicles', content, { into: store, ...more });
const fields = async () => (await store.records.get('vehicles', vin))?.fields;

test('the file from before a correction does not undo it, and says so', async () => {
  await correct({ result: '不合格' });
  const { report, warned } = await imported(original);
  expect(report).toMatchObject({ taken: true, changed: 0, unchanged: 1, superseded: 1, withheld: 0, release: null });
  expect(warned).toEqual([
    'f.csv:2:1  it says what a correction has replaced. The correction stays; to undo it, correct the record by name.',
  ]);
  expect(await fields()).toMatchObject({ result: '不合格' });
  expect((await imported(original, { dryRun: true })).report).toMatchObject({ superseded: 1, changed: 0 });
});

test('nor does it undo one of several corrections, or one that ended a withdrawal', async () => {
  await correct({ brand_model: '丰田牌' });
  await correct({ result: '不合格' });
  expect((await imported(original)).report).toMatchObject({ superseded: 1, changed: 0 });
  expect((await imported(head + row('丰田牌'))).report).toMatchObject({ superseded: 1, changed: 0 });
  await publish(await planRemoval(store.publications, vehicles, vin, 'withdrawn'));
  await correct({ brand_model: '丰田', inspected_at: '2016-08-12', result: '不合格' });
  expect((await imported(original)).report).toMatchObject({ superseded: 1, changed: 0 });
});

test('a file with anything new about the record is taken', async () => {
  await correct({ result: '不合格' });
  expect((await imported(head + row('丰田越野车', '不合格'))).report).toMatchObject({ changed: 1, superseded: 0 });
  // A file has spoken since the correction: what it said before is a fact like any other.
  expect((await imported(original)).report).toMatchObject({ changed: 1, superseded: 0 });
  expect(await fields()).toMatchObject({ brand_model: '丰田', result: '合格' });
});

test('what a file corrected is no correction by name', async () => {
  await imported(head + row('丰田', '不合格'));
  expect((await imported(original)).report).toMatchObject({ changed: 1, superseded: 0 });
});

test('rows that are refused, or said twice, are counted once', async () => {
  await correct({ result: '不合格' });
  const { report } = await imported(original + row('丰田'), { keepGood: true });
  expect(report).toMatchObject({ rows: 3, superseded: 1, refused: 1, unchanged: 1, changed: 0 });
});

test('the history of a record is only read where a correction by name is to be changed', async () => {
  await imported(head + row('丰田', '不合格'));
  let asked = 0;
  const { publications } = store;
  const counting = Object.assign(Object.create(publications) as typeof publications, {
    history: (name: string, id: string) => {
      asked++;
      return publications.history(name, id);
    },
  });
  await imported(head + row('丰田越野车'), { store: counting });
  expect(asked).toBe(0);
  await correct({ result: '不合格' });
  await imported(head + row('丰田越野车') + other, { store: counting });
  expect(asked).toBe(1);
});
