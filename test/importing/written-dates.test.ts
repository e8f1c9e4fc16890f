import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { datePattern } from '../../src/schemas/date-pattern.js';
import { dateRule } from '../../src/schemas/date-rule.js';
import { loadDatasets } from '../../src/schemas/schema.js';
import { dataWith, refusalsOf, schemaWith } from '../disclosure/schema-fixtures.js';
import { importText } from './fixtures.js';

const csv = (importedOn: string, inspectedAt: string) =>
  `vin,sticker_code,brand_model,imported_on,inspected_at,result\nJTEBU5JR6G5003291,221865233729,丰田牌越野车,${importedOn},${inspectedAt},合格\n`;

describe('days as people write them, by the rule of the schema', () => {
  test.each([
    ['2016/8/3', '2016-08-03'],
    ['2016/08/03', '2016-08-03'],
    ['2016年8月3日', '2016-08-03'],
    ['2016年08月12日', '2016-08-12'],
    ['2016.8.3', '2016-08-03'],
    ['2016-8-3', '2016-08-03'],
    ['2016-08-03', '2016-08-03'],
  ])('%s is %s', async (written, day) => {
    const { records, said, report } = await importText('vehicles', csv(written, '2016-08-12'));
    expect(said).toEqual([]);
    expect(records.get('vehicles JTEBU5JR6G5003291')?.fields.imported_on).toBe(day);
    expect(report.reading?.rewritten.length).toBe(written === day ? 0 : 1);
  });

  test.each([
    ['2016年8月12日', '2016-08-12'],
    ['2016/8/12 14:30', '2016-08-12T14:30:00+08:00'],
    ['2016/8/12 9:05:07', '2016-08-12T09:05:07+08:00'],
    ['2016-08-12 14:30', '2016-08-12T14:30:00+08:00'],
  ])('with a time behind it, which is the time in China: %s is %s', async (written, at) => {
    const { records, said } = await importText('vehicles', csv('', written));
    expect(said).toEqual([]);
    expect(records.get('vehicles JTEBU5JR6G5003291')?.fields.inspected_at).toBe(at);
  });

  test.each([
    '2016/2/30',
    '2016/13/1',
    '2016年8月',
    '16/8/3',
    '8/3/2016',
    '2016/8/3 25:00',
    '2016/8/3 14:30',
    '二〇一六年八月三日',
  ])('%s is refused for a day', async (written) => {
    const { report } = await importText('vehicles', csv(written, '2016-08-12'));
    expect(report).toMatchObject({ taken: false, refused: 1 });
  });

  test('the same rows written otherwise change nothing', async () => {
    const { store } = await importText('vehicles', csv('2016-08-03', '2016-08-12'));
    const { report } = await importText('vehicles', csv('2016年8月3日', '2016/8/12'), { into: store });
    expect(report).toMatchObject({ added: 0, changed: 0, unchanged: 1 });
  });

  test('it is told how often each rule was followed, with the first value', async () => {
    const rows = ['2016/8/3', '2016-08-04', '2016/8/5', '2016年8月6日'].map((day, n) => `L${n},${day}`);
    const cheeses = loadDatasets(
      dataWith({
        cheeses: schemaWith([{ name: 'made_on', title: '生产日期', type: 'date' }], {
          yibo: { id: ['lot'], dates: ['YYYY/M/D', 'YYYY年M月D日'] },
        }),
      }),
    ).get('cheeses');
    const { report } = await importText('wines', `lot,made_on\n${rows.join('\n')}\n`, {
      ...(cheeses && { dataset: cheeses }),
    });
    expect(report.reading?.rewritten).toEqual([
      { columnName: 'made_on', rule: 'YYYY/M/D', count: 2, firstLine: 2, from: '2016/8/3', to: '2016-08-03' },
      { columnName: 'made_on', rule: 'YYYY年M月D日', count: 1, firstLine: 5, from: '2016年8月6日', to: '2016-08-06' },
    ]);
  });
});

describe('what can be read in two ways is read as the rule says, and not without one', () => {
  test('with the day first, with the month first, or not at all', () => {
    const read = (...patterns: string[]) => dateRule('day', patterns)('3/4/2016');
    expect(read('D/M/YYYY')).toEqual({ value: '2016-04-03', pattern: 'D/M/YYYY' });
    expect(read('M/D/YYYY')).toEqual({ value: '2016-03-04', pattern: 'M/D/YYYY' });
    expect(read('YYYY/M/D')).toMatchObject({
      reason: 'is a date that can be read in two ways, with the day or the month first',
    });
  });

  test('a field may have a rule of its own, or none', async () => {
    const fields = [
      { name: 'made_on', title: '生产日期', type: 'date', 'yibo:dates': ['D/M/YYYY'] },
      { name: 'sold_on', title: '销售日期', type: 'date', 'yibo:dates': [] },
    ];
    const change = { yibo: { id: ['lot'], dates: ['YYYY/M/D'] } };
    const cheeses = loadDatasets(dataWith({ cheeses: schemaWith(fields, change) })).get('cheeses');
    const taken = async (made: string, sold: string) =>
      (await importText('wines', `lot,made_on,sold_on\nL1,${made},${sold}\n`, { ...(cheeses && { dataset: cheeses }) }))
        .report.taken;
    expect(await taken('3/4/2016', '2016-04-03')).toBe(true);
    expect(await taken('2016/4/3', '')).toBe(false);
    expect(await taken('', '2016/4/3')).toBe(false);
  });
});

describe('a rule that cannot be followed is refused, with its place', () => {
  const day = { name: 'made_on', title: '生产日期', type: 'date' };
  const withDates = (dates: unknown) => refusalsOf([day], { yibo: { id: ['lot'], dates } });

  test.each([
    [['YYYY/M'], 'yibo.dates.0 "YYYY/M" needs one YYYY, one M or MM, and one D or DD. Write it like "YYYY/M/D".'],
    [['YY/M/D'], 'yibo.dates.0 "YY/M/D" needs one YYYY, one M or MM, and one D or DD. Write it like "YYYY/M/D".'],
    [
      ['YYYYMD'],
      'yibo.dates.0 "YYYYMD" has M or D right before another part, so that nobody could tell where it ends. Write MM and DD, or a sign between. Write it like "YYYY/M/D".',
    ],
    [
      ['YYYY/M/D0'],
      'yibo.dates.0 "YYYY/M/D0" has digits in it, which would be taken for those of a date. Write it like "YYYY/M/D".',
    ],
    [
      ['D/M/YYYY', 'M/D/YYYY'],
      'yibo.dates "D/M/YYYY" and "M/D/YYYY" read "2/1/2016" as different days. Keep the one that is meant.',
    ],
  ])('%j', (dates, refusal) => {
    expect(withDates(dates)).toEqual([refusal]);
  });

  test('dates where there are none', () => {
    expect(refusalsOf([], { yibo: { id: ['lot'], dates: ['YYYY/M/D'] } })).toEqual([
      'yibo.dates means nothing without a field of type "date" or "datetime". Remove it.',
    ]);
    expect(refusalsOf([{ name: 'a', title: 'a', type: 'string', 'yibo:dates': ['YYYY/M/D'] }])).toEqual([
      'fields.1.yibo:dates means nothing for the type "string": it is for "date" and "datetime". Remove it.',
    ]);
  });

  test('good ones are taken', () => {
    expect(withDates(['YYYY/M/D', 'YYYY-M-D', 'YYYY.M.D', 'YYYY年M月D日', 'YYYYMMDD', 'D/M/YYYY'])).toEqual([]);
  });
});

test('whatever day is written by a rule, that day is read, and the rule reads no other text as a day that there never was', () => {
  const patterns = ['YYYY/M/D', 'YYYY年M月D日', 'YYYY.MM.DD', 'YYYYMMDD', 'D/M/YYYY', 'DD-MM-YYYY', 'M/D/YYYY'];
  const days = fc.date({ min: new Date('0001-01-01'), max: new Date('9999-12-31'), noInvalidDate: true });
  fc.assert(
    fc.property(fc.constantFrom(...patterns), days, fc.string({ maxLength: 12 }), (text, date, other) => {
      const pattern = datePattern(text);
      if (typeof pattern === 'string') throw new Error(pattern);
      const iso = date.toISOString().slice(0, 10);
      const [year = '', month = '', day = ''] = iso.split('-');
      const written = text
        .replace('YYYY', year)
        .replace(/MM?/, (one) => (one === 'MM' ? month : String(Number(month))))
        .replace(/DD?/, (one) => (one === 'DD' ? day : String(Number(day))));
      expect(pattern.read(written)).toBe(iso);
      const read = pattern.read(other);
      if (read !== null) expect(new Date(`${read}T00:00:00Z`).toISOString().slice(0, 10)).toBe(read);
    }),
  );
});
