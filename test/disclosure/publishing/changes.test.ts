import { beforeEach, describe, expect, test } from 'vitest';
import {
  CorrectionRefused,
  changePlan,
  planCorrection,
  planRemoval,
} from '../../../src/disclosure/publishing/change-record.js';
import { draftChanges, type PlannedChange } from '../../../src/disclosure/publishing/draft-changes.js';
import { expireRecords } from '../../../src/disclosure/publishing/expire-records.js';
import { keepTerms } from '../../../src/disclosure/publishing/keep-terms.js';
import { makePublic } from '../../../src/disclosure/publishing/make-public.js';
import type { ExpiryRule, PublicationTerms } from '../../../src/disclosure/publishing/publication-terms.js';
import { PublicationRefused } from '../../../src/domain/disclosure/release.js';
import type { Store } from '../../../src/domain/store.js';
import { dataset, datasets, importText, terms } from '../../importing/fixtures.js';

const vehicles = dataset('vehicles');
const vin = 'JTEBU5JR6G5003291';
const head = 'vin,sticker_code,brand_model,imported_on,inspected_at,result\n';
const row = `${vin},221865233729,丰田牌越野车,2016-08-03,2016-08-12,合格\n`;
const day = 86_400_000;

let store: Store;
beforeEach(async () => {
  store = (await importText('vehicles', head + row)).store;
});

async function publish(changes: readonly PlannedChange[], now: number, reason = '检验结果更正') {
  const plan = changePlan(vehicles, { ...terms, reason }, { sample: false, now });
  return makePublic({ store, datasets, now }, await draftChanges(store.publications, plan, changes), '李四');
}

const correction = (changes: Record<string, string>, id = vin) =>
  planCorrection(store.publications, vehicles, id, changes);

describe('a correction', () => {
  test('shows what differs, and becomes the record once it is published', async () => {
    const { change, differences } = await correction({ 检验结果: '不合格' });
    expect(differences).toEqual([{ field: 'result', from: '合格', to: '不合格' }]);
    await publish([change], 9000);
    expect(await store.records.get('vehicles', vin)).toMatchObject({
      change: 'corrected',
      fields: { result: '不合格' },
    });
    expect((await store.records.get('vehicles', vin, 8999))?.fields.result).toBe('合格');
  });

  test.each([
    [{ result: '很好' }, 'column "result" "很好" is none of 合格, 不合格. Write one of them.'],
    [{ resuld: '合格' }, '"resuld" is no field of vehicles. Did you mean "result"?'],
    [{ brand_model: '' }, 'column "brand_model" is empty.'],
    [{ vin: 'SCADS63W6GC000700' }, 'it another record'],
  ])('%j is refused with the reason', async (changes, message) => {
    const error = await correction(changes as Record<string, string>).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(CorrectionRefused);
    expect(String(error)).toContain(message);
  });

  test('of a record that is not there is refused', async () => {
    await expect(correction({ result: '合格' }, 'SCADS63W6GC000700')).rejects.toThrow(
      /has no record .* Compare dataset and id/,
    );
  });

  test('that came too late is refused, and its draft is given up', async () => {
    const first = await correction({ result: '不合格' });
    const second = await correction({ brand_model: '丰田牌' });
    const plan = changePlan(vehicles, terms, { sample: false, now: 1 });
    const late = await draftChanges(store.publications, plan, [second.change]);
    await publish([first.change], 9000);
    await expect(makePublic({ store, datasets, now: 9001 }, late, '李四')).rejects.toThrow(
      'changed by another release',
    );
    expect((await store.publications.get(late))?.state).toBe('discarded');
    expect((await store.records.get('vehicles', vin))?.fields.brand_model).toBe('丰田牌越野车');
  });

  test('whoever made it cannot publish it', async () => {
    const { change } = await correction({ result: '不合格' });
    const plan = changePlan(vehicles, { ...terms, madeBy: '李四' }, { sample: false, now: 1 });
    const no = await draftChanges(store.publications, plan, [change]);
    await expect(makePublic({ store, datasets, now: 2 }, no, '李四')).rejects.toMatchObject({ code: 'same-person' });
  });
});

describe('a withdrawal', () => {
  const withdraw = async () =>
    publish([await planRemoval(store.publications, vehicles, vin, 'withdrawn')], 9000, '发布有误');

  test('leaves a tombstone with its reason, found as before and empty otherwise', async () => {
    await withdraw();
    const found = await store.records.findByKey('vehicles', 'sticker_code', '221865233729', 2);
    expect(found).toMatchObject([{ id: vin, change: 'withdrawn', reason: '发布有误' }]);
    expect(found[0]?.fields).toMatchObject({ vin, brand_model: '', result: '', inspected_at: '' });
    expect(await store.records.count('vehicles')).toBe(0);
  });

  test('happens once', async () => {
    await withdraw();
    const again = planRemoval(store.publications, vehicles, vin, 'withdrawn');
    await expect(again).rejects.toBeInstanceOf(PublicationRefused);
  });

  test('is not undone by a routine import, which says so', async () => {
    await withdraw();
    const { report, warned } = await importText('vehicles', head + row, { into: store });
    expect(report).toMatchObject({ added: 0, changed: 0, unchanged: 0, withheld: 1, taken: true, release: null });
    expect(warned).toEqual([
      'f.csv:2:1  the record was withdrawn. It stays so; to publish it again, correct it by name.',
    ]);
    expect((await store.records.get('vehicles', vin))?.change).toBe('withdrawn');
  });

  test('can be taken back by a correction', async () => {
    await withdraw();
    const { change } = await correction({ brand_model: '丰田牌', inspected_at: '2016-08-12', result: '合格' });
    await publish([change], 9500);
    expect(await store.records.get('vehicles', vin)).toMatchObject({ change: 'corrected', fields: { result: '合格' } });
    expect(await store.records.count('vehicles')).toBe(1);
  });
});

describe('expiry', () => {
  const rule = (more: Partial<ExpiryRule>): ExpiryRule => ({
    id: 'a-rule',
    dataset: 'vehicles',
    when: {},
    after: { count: 30, unit: 'D' },
    reason: '公示期限届满',
    legalBasis: '示例规定',
    ...more,
  });
  const run = async (rules: ExpiryRule[], now: number, dryRun = false) => {
    const given: PublicationTerms = { standing: terms as PublicationTerms['standing'], expiry: rules };
    const ended: string[] = [];
    for await (const { rule: by, ids } of expireRecords({ store, datasets, terms: given, now, dryRun })) {
      ended.push(`${by.id}: ${ids.join()}`);
    }
    return ended;
  };
  const publishedAt = 2000;

  test('ends publication on the day the term is over, not before', async () => {
    expect(await run([rule({})], publishedAt + 30 * day - 1)).toEqual([]);
    expect(await run([rule({})], publishedAt + 30 * day)).toEqual([`a-rule: ${vin}`]);
    const record = await store.records.get('vehicles', vin);
    expect(record).toMatchObject({ change: 'expired', reason: '公示期限届满', fields: { result: '' } });
    expect(await run([rule({})], publishedAt + 31 * day)).toEqual([]);
  });

  test('a correction does not begin the term anew', async () => {
    const { change } = await correction({ brand_model: '丰田牌' });
    await publish([change], publishedAt + 20 * day);
    expect(await run([rule({})], publishedAt + 30 * day)).toEqual([`a-rule: ${vin}`]);
  });

  test('a term can begin on a date of the record', async () => {
    const from = rule({ from: 'imported_on', after: { count: 1, unit: 'Y' } });
    expect(await run([from], Date.parse('2017-08-02T23:59:59+08:00'))).toEqual([]);
    expect(await run([from], Date.parse('2017-08-03T00:00:00+08:00'))).toEqual([`a-rule: ${vin}`]);
  });

  test('the first rule that fits is the one that counts', async () => {
    const failed = rule({ id: 'failed', when: { result: '不合格' }, after: { count: 1, unit: 'D' } });
    const passed = rule({ id: 'passed', when: { result: '合格' }, after: { count: 60, unit: 'D' } });
    expect(await run([failed, passed, rule({})], publishedAt + 40 * day)).toEqual([]);
    expect(await run([failed, passed, rule({})], publishedAt + 60 * day)).toEqual([`passed: ${vin}`]);
  });

  test('a dry run shows it and changes nothing', async () => {
    expect(await run([rule({})], publishedAt + 30 * day, true)).toEqual([`a-rule: ${vin}`]);
    expect((await store.records.get('vehicles', vin))?.change).toBe('published');
  });

  test('the service logs what it ended, and a failure without falling over it', async () => {
    const said: unknown[] = [];
    const log = {
      info: (fields: object, message: string) => said.push([message, fields]),
      error: (fields: object, message: string) => said.push([message, fields]),
    };
    const given: PublicationTerms = { standing: terms as PublicationTerms['standing'], expiry: [rule({})] };
    const duty = { store, datasets, terms: given, clock: { now: () => publishedAt + 30 * day }, log };
    await keepTerms(duty, () => false);
    expect(said).toEqual([
      [
        'publication: the term of these records is over',
        { rule: 'a-rule', dataset: 'vehicles', ids: [vin], release: 2 },
      ],
    ]);
    const broken = { ...store.records, scan: () => Promise.reject(new Error('the disk is gone')) };
    await keepTerms({ ...duty, store: { ...store, records: broken } }, () => false);
    expect(said.at(-1)).toEqual([
      'publication: terms could not be kept; the next run tries again',
      { err: new Error('the disk is gone') },
    ]);
  });

  test('a clock that is years ahead ends nothing by itself, and is complained of', async () => {
    const said: string[] = [];
    const log = { info: () => said.push('ended'), error: (_: object, message: string) => said.push(message) };
    const given: PublicationTerms = { standing: terms as PublicationTerms['standing'], expiry: [rule({})] };
    const at = (now: number) =>
      keepTerms({ store, datasets, terms: given, clock: { now: () => now }, log }, () => false);
    await at(publishedAt + 5 * 365 * day);
    await at(publishedAt - 1);
    expect(said).toEqual([
      expect.stringMatching(/no term is ended, since nothing was released for 60 days.*yibo expire/),
      expect.stringMatching(/no term is ended, since the newest release is later than the clock/),
    ]);
    expect((await store.records.get('vehicles', vin))?.change).toBe('published');
  });
});
