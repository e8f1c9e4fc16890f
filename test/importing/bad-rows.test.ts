import { describe, expect, test } from 'vitest';
import { importText } from './fixtures.js';

const vehicle: Readonly<Record<string, string>> = {
  vin: 'JTEBU5JR6G5003291',
  sticker_code: '221865233729',
  engine_no: 'HF556799',
  brand_model: '丰田牌越野车',
  imported_on: '2016-08-03',
  inspected_at: '2016-08-12',
  origin_country: '日本',
  loading_port: '名古屋',
  result: '合格',
};
const event = { declaration_no: '120000116000001', sequence: '1', step: '1', detail: '', occurred_at: '2016-08-02' };
const wine = { bottle_code: '409334585274', name: 'Merlot', origin_country: '巴西', importer: '天津示例酒业有限公司' };

const csv = (row: Readonly<Record<string, string>>) => `${Object.keys(row).join()}\n${Object.values(row).join()}\n`;

describe('a value that is refused, and the message it gets', () => {
  test.each([
    [
      { vin: 'JTEBU5JR6G500329' },
      '1  column "vin" "JTEBU5JR6G500329" has 16 characters instead of 17. Copy it again from its source.',
    ],
    [
      { vin: 'JTEBU5JR6GO003291' },
      '1  column "vin" "JTEBU5JR6GO003291" has a character that is none of 0-9A-HJ-NPR-Z. Copy it again from its source.',
    ],
    [
      { vin: '' },
      '1  column "vin" is empty. Fill it in: VIN, 17 of [0-9A-HJ-NPR-Z] (ISO 3779). The check digit in place 9 is advisory.',
    ],
    [
      { sticker_code: '12345' },
      '2  column "sticker_code" "12345" has 5 characters instead of 6 to 20. Copy it again from its source.',
    ],
    [
      { sticker_code: '2.21865E+11' },
      '2  column "sticker_code" "2.21865E+11" was rounded by a spreadsheet: Excel shows long numbers so, without their last digits. Format the column as text there, enter it again and export it.',
    ],
    [{ imported_on: '2016·8·3' }, '5  column "imported_on" "2016·8·3" is no date. Write it like 2016-08-04.'],
    [
      { imported_on: '20160803' },
      '5  column "imported_on" "20160803" is no date. Write it like 2016-08-04, or let schema.json say that dates are written so: "dates": ["YYYYMMDD"].',
    ],
    [
      { imported_on: '3/8/2016' },
      '5  column "imported_on" "3/8/2016" is a date that can be read in two ways, with the day or the month first. Write it like 2016-08-04, or let schema.json say which it is: "dates": ["D/M/YYYY"].',
    ],
    [
      { imported_on: '42586' },
      '5  column "imported_on" "42586" is a bare number; a spreadsheet counts days so. Format the column as a date there.',
    ],
    [
      { imported_on: '2015-02-29' },
      '5  column "imported_on" "2015-02-29" is no date: there is no 2015-02-29. Correct it.',
    ],
    [
      { imported_on: '2016-08-03T10:00:00+08:00' },
      '5  column "imported_on" "2016-08-03T10:00:00+08:00" is more than a date. Write it like 2016-08-04.',
    ],
    [
      { inspected_at: 'None' },
      '6  column "inspected_at" "None" stands for "unknown". Put the real value: When it was inspected: a day, or a day and a time with its offset.',
    ],
    [
      { inspected_at: '1900-01-01' },
      '6  column "inspected_at" "1900-01-01" stands for "unknown". Put the real value: When it was inspected: a day, or a day and a time with its offset.',
    ],
    [
      { inspected_at: '2016-08-12T10.00' },
      '6  column "inspected_at" "2016-08-12T10.00" is no time. Write it like 2016-08-04T09:30:00+08:00.',
    ],
    [
      { inspected_at: '2016-08-12T10:00:00' },
      '6  column "inspected_at" "2016-08-12T10:00:00" is a time without a valid offset. Write it like 2016-08-12T10:00:00+08:00.',
    ],
    [{ result: '通过' }, '9  column "result" "通过" is none of 合格, 不合格. Write one of them.'],
    [
      { brand_model: '丰'.repeat(101) },
      `4  column "brand_model" "${'丰'.repeat(60)}…" has 101 characters, more than 100. Shorten it.`,
    ],
    [
      { brand_model: '丰田\u0007' },
      '4  column "brand_model" "丰田\\u{7}" holds a control or damaged character. Remove it, or export the file again as UTF-8.',
    ],
  ])('%j', async (wrong, message) => {
    const { said, report, records } = await importText('vehicles', csv({ ...vehicle, ...wrong }));
    expect(said).toEqual([`f.csv:2:${message}`]);
    expect(report).toMatchObject({ rows: 1, refused: 1, added: 0, taken: false });
    expect(records.size).toBe(0);
  });

  test.each([
    ['process-events', { ...event, sequence: '0' }, '2  column "sequence" "0" is less than 1. Correct it.'],
    [
      'process-events',
      { ...event, sequence: '1.5' },
      '2  column "sequence" "1.5" is no whole number. Write digits only, such as 12.',
    ],
    [
      'process-events',
      { ...event, sequence: '01' },
      '2  column "sequence" "01" is no whole number. Write digits only, such as 12.',
    ],
    ['process-events', { ...event, step: '5' }, '3  column "step" "5" is none of 0, 1, 2, 3, 4. Write one of them.'],
    ['wines', { ...wine, vintage: '15' }, '5  column "vintage" "15" is no year. Write four digits, such as 2016.'],
    ['wines', { ...wine, abv: '13%' }, '5  column "abv" "13%" is no number. Write it like 13 or 13.5.'],
    ['wines', { ...wine, abv: '130' }, '5  column "abv" "130" is more than 100. Correct it.'],
  ])('%s %j', async (name, row, message) => {
    const { said } = await importText(name, csv(row));
    expect(said).toEqual([`f.csv:2:${message}`]);
  });

  test.each([
    ['tjc0001', 'Did you mean "TJC0001"?'],
    ['TJC-0001', 'Did you mean "TJC0001"?'],
    ['东疆', 'Correct it: '],
  ])('%s, where a pattern is wanted, is told with what may be meant', async (site, remedy) => {
    const row = { site_no: site, name: '库', operator: '某', office: '120000', kind: '冷藏', credit_grade: 'A' };
    const { said } = await importText('storage-sites', csv({ ...row, risk_class: '高' }));
    expect(said).toHaveLength(1);
    expect(said[0]).toContain(`f.csv:2:1  column "site_no" "${site}" does not look like [0-9A-Z]{4,20}. ${remedy}`);
    expect(said[0]).toMatch(/[^.?][.?]$/);
  });

  test('a row with several mistakes names them all', async () => {
    const { said, report } = await importText('vehicles', csv({ ...vehicle, vin: 'X', result: '' }));
    expect(said).toHaveLength(2);
    expect(report).toMatchObject({ refused: 1, problemCount: 2 });
  });
});

describe('a value that is taken with a warning', () => {
  test.each(['None', 'NULL', 'null', '1900-01-01'])('%s in an optional field is stored as empty', async (unknown) => {
    const { warned, said, records } = await importText('vehicles', csv({ ...vehicle, imported_on: unknown }));
    expect(said).toEqual([]);
    expect(warned).toEqual([
      `f.csv:2:5  column "imported_on" "${unknown}" stands for "unknown". It is stored as empty.`,
    ]);
    expect(records.get(`vehicles ${vehicle.vin}`)?.fields.imported_on).toBe('');
  });

  test('a VIN whose check digit does not fit is loaded', async () => {
    const { warned, report } = await importText('vehicles', csv({ ...vehicle, vin: 'WVWZZZ3CZEE140287' }));
    expect(report).toMatchObject({ added: 1, refused: 0, problemCount: 0, warningCount: 1 });
    expect(warned).toEqual([
      'f.csv:2:1  column "vin" "WVWZZZ3CZEE140287" has a check digit (place 9) that does not fit. Compare it with the vehicle; European vehicles need not have one.',
    ]);
  });
});

describe('the header', () => {
  const header = (text: string) => importText('process-events', `${text}\n120000116000001,1,1,,2016-08-02\n`);

  test('a misspelt column is refused with the nearest name', async () => {
    const { said } = await header('declaration_no,sequence,step,detial,occurred_at');
    expect(said).toEqual([
      'f.csv:1:4  column "detial" is not in the schema. Remove it or rename it. Did you mean "detail"?',
    ]);
  });

  test('a misspelt Chinese title is refused with the nearest title', async () => {
    const { said } = await header('报检号,序号,施检状态,环节说,办理时间');
    expect(said).toEqual([
      'f.csv:1:4  column "环节说" is not in the schema. Remove it or rename it. Did you mean "环节说明"?',
    ]);
  });

  test('a missing required column is named with its title', async () => {
    const { said } = await header('declaration_no,sequence,step,detail');
    expect(said).toEqual(['f.csv:1:1  column "occurred_at" (办理时间) is missing. Add it to the header.']);
  });

  test('one column under two names is refused', async () => {
    const { said } = await header('declaration_no,sequence,step,报检号,occurred_at');
    expect(said).toEqual(['f.csv:1:4  column "报检号" means the same as column 1. Remove one of the two.']);
  });

  test('Chinese titles in any order, a BOM and an absent optional column are fine', async () => {
    const { said, records } = await importText(
      'process-events',
      '\ufeff办理时间,施检状态,序号,报检号\r\n2016-08-02,1,10,120000116000001\r\n',
    );
    expect(said).toEqual([]);
    expect([...records.values()]).toMatchObject([
      {
        dataset: 'process-events',
        id: '120000116000001/10',
        sample: false,
        fields: { declaration_no: '120000116000001', sequence: '10', step: '1', detail: '', occurred_at: '2016-08-02' },
      },
    ]);
  });
});
