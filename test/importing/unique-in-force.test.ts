import { readFileSync } from 'node:fs';
import { beforeEach, describe, expect, test } from 'vitest';
import { changePlan, planCorrection, planRemoval } from '../../src/disclosure/publishing/change-record.js';
import { clonesInDraft } from '../../src/disclosure/publishing/cloned-draft.js';
import { correctRecord } from '../../src/disclosure/publishing/correct-record.js';
import { draftChanges } from '../../src/disclosure/publishing/draft-changes.js';
import { makePublic } from '../../src/disclosure/publishing/make-public.js';
import { publishDraft } from '../../src/disclosure/publishing/publish-draft.js';
import { withdrawRecords } from '../../src/disclosure/publishing/withdraw-records.js';
import type { Store } from '../../src/domain/store.js';
import { dataset, datasets, importText, pathOf, recordsIn, terms } from './fixtures.js';

const head = 'vin,sticker_code,brand_model,inspected_at,result\n';
const [bentley, rolls, toyota] = ['SCBES63W6GC000700', 'SCADS63W6GC000700', 'JTEBU5JR6G5003291'];
const row = (vin: string, sticker: string, brand = '某牌') => `${vin},${sticker},${brand},2016-08-12,合格\n`;

let store: Store;
beforeEach(async () => {
  store = (await importText('vehicles', head + row(bentley, '123456'))).store;
});
const imported = (content: string, more = {}) => importText('vehicles', head + content, { into: store, ...more });
const stickerOf = async (vin: string) => (await store.records.get('vehicles', vin))?.fields.sticker_code;

describe('a sticker that another vehicle has, from another file', () => {
  const message = `column "sticker_code" "123456" is that of "${bentley}" too, which is in force. Find out which of the two has it, and correct or withdraw the other.`;

  test('is refused as within one file', async () => {
    const { said, report } = await imported(row(toyota, '654321') + row(rolls, '123456'));
    expect(said).toEqual([`f.csv:3:2  ${message}`]);
    expect(report).toMatchObject({ refused: 1, taken: false });
    expect((await imported(row(rolls, '123456'), { dryRun: true })).said).toEqual([`f.csv:2:2  ${message}`]);
  });

  test('is kept out while the good rows are taken, and comes back with the reason', async () => {
    const rejects = pathOf('clones.csv');
    const content = row(toyota, '654321') + row(rolls, '123456');
    const { report } = await imported(content, { keepGood: true, rejects });
    expect(report).toMatchObject({ refused: 1, added: 1, unchanged: 0, taken: true });
    expect([...(await recordsIn(store, ['vehicles'])).keys()]).toEqual([`vehicles ${bentley}`, `vehicles ${toyota}`]);
    expect(readFileSync(rejects, 'utf8')).toContain(`,3,"sticker_code ""123456"" is that of ""${bentley}"" too`);
  });

  test('is seen in a correction by a file', async () => {
    await imported(row(rolls, '654321'));
    const { said } = await imported(row(rolls, '123456'));
    expect(said).toEqual([`f.csv:2:2  ${message}`]);
    expect(await stickerOf(rolls)).toBe('654321');
  });
});

test('a sticker goes from one vehicle to another in one file, whichever comes first', async () => {
  const swap = [row(bentley, '777777'), row(rolls, '123456')];
  expect((await imported(swap.toReversed().join(''))).report).toMatchObject({ problemCount: 0, added: 1, changed: 1 });
  expect([await stickerOf(bentley), await stickerOf(rolls)]).toEqual(['777777', '123456']);
  const back = row(bentley, '123456') + row(rolls, '777777');
  expect((await imported(back)).report).toMatchObject({ problemCount: 0, changed: 2 });
});

test('it goes by the first row of a vehicle that comes twice', async () => {
  const content = row(bentley, '777777') + row(rolls, '123456') + row(bentley, '888888');
  expect((await imported(content, { keepGood: true })).report).toMatchObject({ refused: 1, added: 1, changed: 1 });
});

test('it stays with a vehicle whose row is refused', async () => {
  await imported(row(toyota, '654321'));
  const { said } = await imported(row(rolls, '123456') + row(bentley, '654321'));
  expect(said).toEqual([
    expect.stringContaining(`f.csv:2:2  column "sticker_code" "123456" is that of "${bentley}" too`),
    expect.stringContaining(`f.csv:3:2  column "sticker_code" "654321" is that of "${toyota}" too`),
  ]);
  const emptied = row(bentley, '777777').replace('合格', '') + row(rolls, '123456');
  expect((await imported(emptied, { keepGood: true })).report).toMatchObject({ refused: 2, added: 0 });
});

test('nothing is said of it while rows that may give it up were not compared', async () => {
  const bad = row(toyota, '654321').replace('合格', '');
  const many = Array.from({ length: 3000 }, (_, n) => row('WVWZZZ3CZEE140287', String(900_000 + n))).join('');
  const { said } = await imported(row(rolls, '123456') + many + bad + many + row(bentley, '777777'));
  expect(said.filter((one) => one.includes('in force'))).toEqual([]);
  expect(said.length).toBeGreaterThan(0);
});

test('the sticker of a vehicle that was withdrawn is free', async () => {
  const plan = changePlan(dataset('vehicles'), terms, { sample: false, now: 3000 });
  const removal = await planRemoval(store.publications, dataset('vehicles'), bentley, 'withdrawn');
  const no = await draftChanges(store.publications, plan, [removal]);
  await makePublic({ store, datasets, now: 3000 }, no, '李四');
  expect((await imported(row(rolls, '123456'))).report).toMatchObject({ added: 1, problemCount: 0 });
});

test('only rows whose sticker is new to their vehicle are looked up', async () => {
  let asked = 0;
  const records = {
    findByKey: (...words: Parameters<Store['records']['findByKey']>) => {
      asked++;
      return store.records.findByKey(...words);
    },
    get: store.records.get.bind(store.records),
    scan: store.records.scan.bind(store.records),
  };
  await imported(row(bentley, '123456', '别的牌') + row(toyota, '654321'), { records });
  expect(asked).toBe(1);
  const line = '120000116000001,1101960H79,示例公司,大豆,13\n';
  const consignments = 'declaration_no,registration_no,enterprise_name,goods,inspection_category\n';
  await importText('consignments', consignments + line, { into: store, records });
  await importText('consignments', consignments + line.replace('大豆', '小麦'), { into: store, records });
  expect(asked).toBe(1);
});

test('is not given by a correction by name either', async () => {
  await imported(row(rolls, '654321'));
  const correcting = planCorrection(
    store.publications,
    dataset('vehicles'),
    rolls,
    { sticker_code: '123456' },
    store.records,
  );
  await expect(correcting).rejects.toThrow(`sticker_code "123456" is that of "${bentley}" too, which is in force.`);
  const own = { sticker_code: '654322' };
  const { change } = await planCorrection(store.publications, dataset('vehicles'), rolls, own, store.records);
  expect(change.keys.map(({ value }) => value)).toContain('654322');
});

test('is seen in a draft that has waited while another vehicle got it', async () => {
  const draft = await imported(row(toyota, '222222'), { terms: { ...terms, approvedBy: null } });
  const no = draft.report.release?.no ?? 0;
  expect(await clonesInDraft(store, dataset('vehicles'), no)).toEqual([]);
  await imported(row(rolls, '222222'));
  expect(await clonesInDraft(store, dataset('vehicles'), no)).toEqual([
    { line: 2, name: 'sticker_code', value: '222222', other: rolls },
  ]);
});

test('the draft is refused whoever publishes it, and goes on waiting', async () => {
  const draft = await imported(row(toyota, '222222'), { terms: { ...terms, approvedBy: null } });
  const release = draft.report.release?.no ?? 0;
  await imported(row(rolls, '222222'));
  const publishing = publishDraft({ store, datasets, now: 9000, release, by: '李四' });
  await expect(publishing).rejects.toMatchObject({
    code: 'outdated',
    message: `Release ${release}: line 2 has the sticker_code "222222" that "${rolls}" has got since. Discard it, and import the file again.`,
  });
  expect((await store.publications.get(release))?.state).toBe('draft');
  await store.publications.approve(release, '李四', 9000);
  await expect(publishDraft({ store, datasets, now: 9001, release, by: '王五' })).rejects.toThrow('has got since');
  expect(await stickerOf(toyota)).toBeUndefined();
});

test('nor does a draft give a withdrawn vehicle its sticker back that another has got since', async () => {
  const standing = { approvedBy: '李四', reason: '例行公开', legalBasis: '《政府信息公开条例》' };
  const request = { store, datasets, now: 3000, dataset: dataset('vehicles'), terms: { standing } };
  const given = { madeBy: '张三', reason: '录入有误' };
  await withdrawRecords({ ...request, given: { ...given, approvedBy: '李四' }, ids: [bentley] });
  const changes = { brand_model: '某牌', inspected_at: '2016-08-12', result: '合格' };
  const { outcome } = await correctRecord({ ...request, given, id: bentley, changes });
  if (outcome.kind !== 'draft') throw new Error(`it is ${outcome.kind}`);
  await imported(row(rolls, '123456'));
  const publishing = publishDraft({ store, datasets, now: 9000, release: outcome.no, by: '李四' });
  await expect(publishing).rejects.toThrow(`line 1 has the sticker_code "123456" that "${rolls}" has got since`);
});
