import { beforeEach, describe, expect, test, vi } from 'vitest';
import { correctRecord } from '../../../src/disclosure/publishing/correct-record.js';
import { discardDraft } from '../../../src/disclosure/publishing/discard-draft.js';
import { TermRefused } from '../../../src/disclosure/publishing/given-terms.js';
import { publishDraft } from '../../../src/disclosure/publishing/publish-draft.js';
import { changeTerms, importTerms } from '../../../src/disclosure/publishing/release-terms.js';
import { withdrawRecords } from '../../../src/disclosure/publishing/withdraw-records.js';
import type { Store } from '../../../src/domain/store.js';
import { dataset, datasets, importText } from '../../importing/fixtures.js';

const vehicles = dataset('vehicles');
const [vin, other] = ['JTEBU5JR6G5003291', 'SCBES63W6GC000700'];
const head = 'vin,sticker_code,brand_model,inspected_at,result\n';
const row = (id: string, sticker: string) => `${id},${sticker},丰田,2016-08-12,合格\n`;
const terms = { standing: { approvedBy: '常设批准', reason: '例行公开', legalBasis: '《政府信息公开条例》' } };
const given = { madeBy: '张三', reason: '录入有误' };
const now = 9000;

let store: Store;
beforeEach(async () => {
  store = (await importText('vehicles', head + row(vin, '111111') + row(other, '222222'))).store;
});

const correct = (more: object = {}, changes: Record<string, string> = { result: '不合格' }) =>
  correctRecord({ store, datasets, terms, now, given, dataset: vehicles, id: vin, changes, ...more });
const withdraw = (ids: string[], more: object = {}) =>
  withdrawRecords({ store, datasets, terms, now, given, dataset: vehicles, ids, ...more });
const releases = async () => (await store.publications.list({ limit: 99 })).length;
const approved = { given: { ...given, approvedBy: '李四' } };

describe('a correction', () => {
  test('waits as a draft until somebody else approves it', async () => {
    const { differences, outcome } = await correct();
    expect(differences).toEqual([{ field: 'result', from: '合格', to: '不合格' }]);
    expect(outcome).toEqual({ kind: 'draft', no: 2 });
    await expect(publishDraft({ store, datasets, now, release: 2, by: ' 张\u200b三' })).rejects.toMatchObject({
      code: 'same-person',
    });
    expect(await publishDraft({ store, datasets, now, release: 2, by: '李四' })).toMatchObject({ no: 2, position: 2 });
    expect((await store.records.get('vehicles', vin))?.fields.result).toBe('不合格');
  });

  test('is public at once with an approval, on the terms that were given and those that stand', async () => {
    const { outcome } = await correct(approved);
    const why = { madeBy: '张三', approvedBy: '李四', reason: '录入有误', legalBasis: terms.standing.legalBasis };
    expect(outcome).toMatchObject({ kind: 'published', release: { ...why, source: '张三', fetchedAt: now } });
  });

  test('that whoever made it approves is refused, and is no draft afterwards', async () => {
    const own = correct({ given: { ...given, approvedBy: '张三' } });
    await expect(own).rejects.toMatchObject({ code: 'same-person' });
    expect((await store.publications.get(2))?.state).toBe('discarded');
  });

  test('is told before it is made; to try it, or to say what is said already, makes no release', async () => {
    const onPlanned = vi.fn();
    expect(await correct({ dryRun: true, onPlanned })).toMatchObject({ outcome: { kind: 'dry-run' } });
    expect(onPlanned.mock.calls).toEqual([[[{ field: 'result', from: '合格', to: '不合格' }]]]);
    expect(await correct({}, { result: '合格' })).toEqual({ differences: [], outcome: { kind: 'unchanged' } });
    expect(await releases()).toBe(1);
  });

  test('never gives a vehicle the sticker of another', async () => {
    await expect(correct(approved, { sticker_code: '222222' })).rejects.toMatchObject({ code: 'correction-refused' });
    expect(await releases()).toBe(1);
  });
});

describe('a withdrawal', () => {
  test('takes records back in one release, each once', async () => {
    const { withdrawals, outcome } = await withdraw([vin, other, vin], approved);
    expect(withdrawals).toEqual([vin, other].map((id) => ({ id, files: [] })));
    expect(outcome).toMatchObject({ kind: 'published', release: { versions: 2, growth: -2 } });
    expect(await store.records.count('vehicles')).toBe(0);
  });

  test('of all of them, or of none', async () => {
    await expect(withdraw([vin, 'SCADS63W6GC000700'], approved)).rejects.toMatchObject({ code: 'unknown-record' });
    expect(await withdraw([vin], { dryRun: true })).toMatchObject({ outcome: { kind: 'dry-run' } });
    expect([await releases(), await store.records.count('vehicles')]).toEqual([1, 2]);
  });

  test('names the files that stay', async () => {
    const listed = vehicles.fields.map((field) =>
      field.name === 'brand_model' ? { ...field, type: 'list' as const, delimiter: ';' } : field,
    );
    await correct(approved, { brand_model: 'a.pdf;b.pdf' });
    const { withdrawals } = await withdraw([vin], { dataset: { ...vehicles, fields: listed }, dryRun: true });
    expect(withdrawals).toEqual([{ id: vin, files: [{ field: 'brand_model', names: ['a.pdf', 'b.pdf'] }] }]);
  });
});

test('a draft that is discarded stays on record, and cannot be published', async () => {
  await correct();
  expect(await discardDraft({ store, release: 2 })).toMatchObject({ no: 2, state: 'discarded' });
  const publishing = publishDraft({ store, datasets, now, release: 2, by: '李四' });
  await expect(publishing).rejects.toMatchObject({ code: 'wrong-state' });
  await expect(discardDraft({ store, release: 99 })).rejects.toMatchObject({
    code: 'unknown-release',
    message: 'There is no release 99. Take a number from yibo releases.',
  });
  await expect(discardDraft({ store, release: 1 })).rejects.toThrow(/is published, and stays so: .*yibo withdraw/);
});

describe('names and reasons are held to the rule whoever calls', () => {
  const refused = [
    [{ madeBy: '\u200b' }, 'madeBy', 'term-invisible', 'holds nothing that can be seen. Write the name of a person.'],
    [{ madeBy: '' }, 'madeBy', 'term-empty', 'is empty. Write the name of a person.'],
    [
      { approvedBy: '王'.repeat(201) },
      'approvedBy',
      'term-too-long',
      'has 201 characters, and may have 200. Shorten it.',
    ],
    [{ reason: ' ' }, 'reason', 'term-invisible', /^holds nothing that can be seen\. Write it in words/],
    [{ legalBasis: '长'.repeat(2001) }, 'legalBasis', 'term-too-long', /^has 2001 characters, and may have 2000/],
    [{ source: '' }, 'source', 'term-empty', /^is empty\. Write it in words: it stands in the public record\.$/],
  ] as const;

  test.each(refused)('%j', async (more, term, code, problem) => {
    const fault = { term, code, problem: typeof problem === 'string' ? problem : expect.stringMatching(problem) };
    await expect(correct({ given: { ...given, ...more } })).rejects.toMatchObject(fault);
    await expect(withdraw([vin], { given: { ...given, ...more } })).rejects.toMatchObject(fault);
    expect(() => importTerms({ ...given, ...more }, terms, vehicles)).toThrow(expect.objectContaining(fault));
    expect(await releases()).toBe(1);
  });

  test('by who approves a draft too', async () => {
    await correct();
    const publishing = publishDraft({ store, datasets, now, release: 2, by: '\u2800' });
    await expect(publishing).rejects.toBeInstanceOf(TermRefused);
    expect((await store.publications.get(2))?.state).toBe('draft');
  });
});

describe('terms', () => {
  test('of an import stand in data/publication.yaml, but for what is given', () => {
    const standing = { madeBy: '王敏', ...terms.standing, source: vehicles.title };
    expect(importTerms({ madeBy: ' 王\u200b敏 ' }, terms, vehicles)).toEqual(standing);
    const more = { madeBy: '王敏', approvedBy: '李四', reason: '补报', legalBasis: '《条例》', source: '检验系统' };
    expect(importTerms(more, terms, vehicles)).toEqual(more);
    expect(importTerms({ ...more, draft: true }, terms, vehicles).approvedBy).toBeNull();
  });

  test('of a change have no standing approval, and its maker for a source', () => {
    const { legalBasis } = terms.standing;
    const unapproved = { madeBy: '张三', approvedBy: null, reason: '录入有误', legalBasis, source: '张三' };
    expect(changeTerms(given, terms)).toEqual(unapproved);
    expect(changeTerms({ ...given, approvedBy: '李四', draft: true }, terms)).toEqual(unapproved);
  });
});
