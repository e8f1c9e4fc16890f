import { describe, expect, test } from 'vitest';
import { dayOf } from '../../src/disclosure/lookups/fact.js';
import { factsOfGone } from '../../src/disclosure/lookups/gone.js';
import { progress } from '../../src/disclosure/lookups/progress.js';
import { recordLookup } from '../../src/disclosure/lookups/record-lookup.js';
import { wine as winePlan } from '../../src/disclosure/lookups/wine.js';
import type { DisclosureRecord } from '../../src/domain/disclosure/record.js';
import type { Change } from '../../src/domain/disclosure/release.js';
import { loadDatasets } from '../../src/schemas/schema.js';
import { installation } from '../../src/service/installation.js';

const wine = recordLookup(winePlan, loadDatasets(installation().data).get('wines') ?? null);

function record(fields: Readonly<Record<string, string>>, change: Change = 'published', reason = ''): DisclosureRecord {
  const publishedAt = Date.parse('2016-10-20T16:30:00Z');
  return { dataset: 'x', id: 'x', sample: false, fields, change, hash: 'h', position: 1, publishedAt, reason };
}

const step = (sequence: number, step: number, occurred_at: string, detail = '') =>
  record({ sequence: String(sequence), step: String(step), occurred_at, detail });

describe('facts', () => {
  test.each([
    ['2016-08-02', '2016-08-02'],
    ['2016-08-02T09:30:00+08:00', '2016-08-02'],
    ['2016-08-02T20:00:00Z', '2016-08-03'],
    ['2016-08-02T23:59:59-05:00', '2016-08-03'],
    ['', ''],
  ])('a time is told as its day in Shanghai: %s', (text, day) => expect(dayOf(text)).toBe(day));

  test('are the text of the database, units apart, and none where nothing is known', () => {
    expect(wine.facts(record({ name: 'A', bottle_code: '007', vintage: '2013', abv: '13.0', region: '' }), [])).toEqual(
      [
        { label: '酒名', value: 'A' },
        { label: '瓶身编码', value: '007' },
        { label: '年份', value: '2013', unit: '年' },
        { label: '酒精度', value: '13.0', unit: '%' },
      ],
    );
  });

  test('of a consignment come in the order of their days, and on one day in that of their numbers', () => {
    const events = [
      step(10, 3, '2016-08-03'),
      step(2, 2, '2016-08-03T09:00:00+08:00', '现场查验'),
      step(1, 1, '2016-08-02T20:00:00Z'),
    ];
    expect(progress.facts(record({ declaration_no: '1', goods: '货' }), events)).toEqual([
      { label: '报检号', value: '1' },
      { label: '货物', value: '货' },
      { label: '环节', value: '报检受理' },
      { label: '日期', value: '2016-08-03' },
      { label: '环节', value: '施检查验' },
      { label: '日期', value: '2016-08-03' },
      { label: '说明', value: '现场查验' },
      { label: '环节', value: '通关放行' },
      { label: '日期', value: '2016-08-03' },
      { label: '目前状态', value: '已放行' },
    ]);
  });

  test('of a consignment without steps claim no status', () => {
    expect(progress.facts(record({ declaration_no: '1', goods: '货' }), [])).toHaveLength(2);
  });

  test('of what is no longer public are when, and why it was withdrawn', () => {
    const day = '2016-10-21';
    expect(factsOfGone(record({ vin: 'V' }, 'expired', '公示三年'))).toEqual([{ label: '公示期满日期', value: day }]);
    expect(factsOfGone(record({ vin: 'V' }, 'withdrawn'))).toEqual([{ label: '撤回日期', value: day }]);
    expect(factsOfGone(record({ vin: 'V' }, 'withdrawn', '有误'))).toEqual([
      { label: '撤回日期', value: day },
      { label: '撤回原因', value: '有误' },
    ]);
  });
});
