import { expect, test } from 'vitest';
import { correctRecord } from '../../src/disclosure/publishing/correct-record.js';
import { loadPublicationTerms } from '../../src/disclosure/publishing/publication-terms.js';
import { appealOver, publishAfterAppeal } from '../../src/disclosure/publishing/publish-after-appeal.js';
import { Chain } from '../../src/disclosure/reading/chain.js';
import { publicRecords } from '../../src/disclosure/reading/public-fields.js';
import { repliesTo } from '../../src/disclosure/reading/replies.js';
import { sealedFields } from '../../src/disclosure/sealing/sealed-fields.js';
import type { Store } from '../../src/domain/store.js';
import { exportTexts } from '../../src/exchange/files/export-files.js';
import { columnsOf } from '../../src/schemas/appeal-period.js';
import { installation } from '../../src/service/installation.js';
import { dataset, datasets, emptyStore, importText } from '../importing/fixtures.js';
import { get, serving } from '../portal/api.js';

const results = dataset('inspection-results');
const terms = loadPublicationTerms(datasets, installation().data);
const lastDay = Date.parse('2016-11-02T23:59:59+08:00');
const dayAfter = Date.parse('2016-11-03T00:00:00+08:00');

const header =
  'draw_no,object_no,object_kind,object_id,object_name,office,inspectors,inspected_on,result,finding,measures,penalty_kind,appeal_until,remarks';
const row = (result: string, until: string) =>
  `${header}\nTJ2016009,1,储存场地,TJC0001,示例库,120000,2,2016-10-18,${result},温度过高,限期整改,无,${until},冷库门坏了\n`;
const imported = (until: string, now: number, into?: Store) =>
  importText('inspection-results', row('不合格', until), { now: () => now, ...(into && { into }) });
const told = async (store: Store) =>
  (await publicRecords(store.records, () => datasets).get('inspection-results', 'TJ2016009/1'))?.fields;

/** Whatever leaves the house of one record, in one text. */
async function allThatIsPublic(store: Store): Promise<string> {
  const service = serving(store, datasets);
  const ways = ['records/TJ2016009%2F1', 'records/TJ2016009%2F1/history', 'snapshot', 'changes'];
  const answers = await Promise.all(ways.map((way) => get(service, `/datasets/inspection-results/${way}`)));
  for (const { status } of answers) expect(status).toBe(200);
  const texts = answers.map(({ text }) => text);
  const head = await new Chain(store.publications).head();
  for (const format of ['csv', 'jsonl'] as const) {
    for (const allVersions of [false, true]) {
      const request = { store, head, format, asOf: null, allVersions, bom: false };
      for await (const text of exportTexts(results, request).texts) texts.push(text);
    }
  }
  return [...texts, JSON.stringify(await told(store))].join('\n');
}

async function disclosed(store: Store, now: number): Promise<readonly string[]> {
  const ids: string[] = [];
  for await (const one of publishAfterAppeal({ store, datasets, terms, now })) ids.push(...one.ids);
  return ids;
}

test('on the last day of the appeal period, everybody is told that it was inspected, and nobody what was found', async () => {
  const { store } = await imported('2016-11-02', lastDay);
  const text = await allThatIsPublic(store);
  expect(text).toContain('2016-10-18');
  expect(text).toContain('2016-11-02');
  for (const secret of ['不合格', '温度过高', '限期整改', '冷库门坏了', '~']) expect(text).not.toContain(secret);
  const { body } = await get(serving(store, datasets), '/datasets/inspection-results/records/TJ2016009%2F1');
  const withheld = ['result', 'finding', 'measures', 'penalty_kind', 'remarks'];
  expect(body.appeal).toEqual({ until: '2016-11-02', withheld });
});

test('the day after, what waited is a version of its own; what was public before stays as it was', async () => {
  const { store } = await imported('2016-11-02', lastDay);
  expect(await disclosed(store, lastDay)).toEqual([]);
  expect(await disclosed(store, dayAfter)).toEqual(['TJ2016009/1']);
  expect(await disclosed(store, dayAfter)).toEqual([]);
  expect(await told(store)).toMatchObject({
    result: '不合格',
    finding: '温度过高',
    penalty_kind: '无',
    remarks: '冷库门坏了',
  });
  const service = serving(store, datasets);
  const { body } = await get(service, '/datasets/inspection-results/records/TJ2016009%2F1/history');
  const versions = body.versions as { fields: Record<string, string>; reason: string }[];
  expect(versions.map(({ fields, reason }) => [fields.result, reason])).toEqual([
    ['', '例行公开'],
    ['不合格', appealOver],
  ]);
  const { body: record } = await get(service, '/datasets/inspection-results/records/TJ2016009%2F1');
  expect(record.appeal).toBeNull();
});

test('the same file again changes nothing, before the end and after it', async () => {
  const { store } = await imported('2016-11-02', lastDay);
  expect((await imported('2016-11-02', lastDay, store)).report).toMatchObject({ unchanged: 1, changed: 0 });
  await disclosed(store, dayAfter);
  expect((await imported('2016-11-02', dayAfter, store)).report).toMatchObject({ unchanged: 1, changed: 0 });
});

test('where the period is over, or there is none, the result is told at once', async () => {
  for (const until of ['2016-11-02', '']) {
    const { store } = await imported(until, dayAfter);
    expect((await told(store))?.result).toBe('不合格');
    expect(await disclosed(store, dayAfter)).toEqual([]);
  }
});

test('a correction by name in the period waits too, and one that ends the period tells it', async () => {
  const { store } = await imported('2016-11-02', lastDay);
  const given = { madeBy: '张三', approvedBy: '李四', reason: '复验' };
  const request = { store, datasets, terms, given, dataset: results, id: 'TJ2016009/1', now: lastDay };
  await correctRecord({ ...request, changes: { result: '未能检查' } });
  expect(await allThatIsPublic(store)).not.toMatch(/未能检查|不合格/);
  await correctRecord({ ...request, changes: { appeal_until: '2016-11-01' } });
  expect((await told(store))?.result).toBe('未能检查');
});

test('of two results nobody can find out by its hash which one waits', async () => {
  const hashes = new Set<string>();
  for (let time = 0; time < 3; time++) {
    const { store } = await imported('2016-11-02', lastDay);
    hashes.add((await store.records.get('inspection-results', 'TJ2016009/1'))?.hash ?? '');
  }
  expect(hashes.size).toBe(3);
});

test('a public seal is of fields alone, with the schema or without', () => {
  const columns = columnsOf(results);
  const fields = results.fields.map(({ name }) => name);
  expect(columns.length).toBeGreaterThan(fields.length);
  expect(sealedFields({ columns }, results)).toEqual(fields);
  expect(sealedFields({ columns }, undefined)).toEqual(fields);
});

test('a withdrawn record has no result that could come out later', async () => {
  const { store } = await imported('2016-11-02', lastDay);
  const { withdrawRecords } = await import('../../src/disclosure/publishing/withdraw-records.js');
  const given = { madeBy: '张三', approvedBy: '李四', reason: '误录' };
  await withdrawRecords({ store, datasets, terms, given, dataset: results, ids: ['TJ2016009/1'], now: lastDay });
  expect(await disclosed(store, dayAfter)).toEqual([]);
});

test('what a party says stands beside its record, in the order of its replies, and of no other record', async () => {
  const store = await emptyStore();
  const say = (id: string, no: number, text: string) =>
    `inspection-results,${id},${no},示例公司,2016-11-0${no},${text}\n`;
  const rows = say('TJ1/1', 2, '已经整改') + say('TJ1/1', 1, '记录仪坏了') + say('TJ1/11', 1, '另一条');
  const { report } = await importText('replies', `dataset,record_id,no,party,said_on,text\n${rows}`, { into: store });
  expect(report.refused).toBe(0);
  const found = await repliesTo(store.records, 'inspection-results', 'TJ1/1');
  expect(found.map(({ no, text }) => [no, text])).toEqual([
    [1, '记录仪坏了'],
    [2, '已经整改'],
  ]);
  expect(await repliesTo(store.records, 'inspection-results', 'TJ1')).toEqual([]);
});
