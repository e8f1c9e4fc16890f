import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { loadDatasets } from '../../src/schemas/schema.js';
import { dataWith, schemaWith } from '../disclosure/schema-fixtures.js';
import { inlineRow, workbookBytes } from '../tables/workbook-fixture.js';
import { emptyStore, importText } from './fixtures.js';

const names = ['bottle_code', 'name', 'origin_country', 'importer'];
const titles = ['瓶码', '酒名', '原产国', '进口商'];
const good = (n: number) => [String(100_000 + n), '酒', '法国', '某公司'];
const csv = (rows: readonly (readonly string[])[]) => rows.map((row) => row.join()).join('\n');

/** Imports rows as CSV and as a workbook: both have to be read alike. */
async function importBoth(rows: readonly (readonly string[])[], name = 'wines') {
  const sheet = rows.map((row, at) => inlineRow(at + 1, row)).join('');
  const asCsv = await importText(name, csv(rows));
  const asSheet = await importText(name, await workbookBytes({ rows: sheet }), { extension: 'xlsx' });
  expect(asSheet.report.added).toBe(asCsv.report.added);
  expect(asSheet.report.reading?.passedOver).toEqual(asCsv.report.reading?.passedOver);
  return asCsv;
}

describe('what is no record is passed over, and told with its lines', () => {
  test('blank rows, above the header too, and rows of blanks that nobody sees', async () => {
    const blank = ['', ' ', '　', '\u200b'];
    const { report, said } = await importBoth([['', '', '', ''], names, good(1), blank, ['', '', '', ''], good(2)]);
    expect(said).toEqual([]);
    expect(report).toMatchObject({ rows: 2, added: 2, refused: 0, taken: true });
    expect(report.reading).toMatchObject({
      headingLine: 2,
      passedOver: { totals: { count: 0 }, headings: { count: 0 } },
    });
    expect(report.reading?.passedOver.blank.first).toEqual(expect.arrayContaining([4, 5]));
  });

  test.each([
    [['合计', '2', '', '']],
    [['合　计：', '', '', '1,200']],
    [['', '小计', '3辆', '']],
    [['总计', '100%', '-', '￥12.50']],
    [['合计：120', '', '', '']],
    [['Total', '2', '', '']],
    [['本页小计', '2', '', '']],
  ])('a row of totals: %j', async (row) => {
    const { report, said } = await importText('wines', csv([names, good(1), row.map((cell) => `"${cell}"`), good(2)]));
    expect(said).toEqual([]);
    expect(report.reading?.passedOver.totals).toEqual({ count: 1, first: [3] });
    expect(report).toMatchObject({ rows: 2, added: 2, taken: true });
  });

  test('the header again, by its own names, by titles, or by both', async () => {
    const mixed = ['bottle_code', '酒名', 'ORIGIN_COUNTRY', ' 进口商 '];
    const { report } = await importBoth([titles, good(1), titles, good(2), names, mixed, good(3)]);
    expect(report.reading?.passedOver.headings).toEqual({ count: 3, first: [3, 5, 6] });
    expect(report).toMatchObject({ rows: 3, added: 3, taken: true });
  });

  test('empty columns behind the last heading, and between headings', async () => {
    const { report, records, said } = await importText(
      'wines',
      'bottle_code,name,,origin_country,importer,,\n123456,酒,,法国,某公司,,\n,,,,,,\n',
    );
    expect(said).toEqual([]);
    expect(report.reading).toMatchObject({
      unnamedColumns: [3, 6, 7],
      passedOver: { blank: { count: 1, first: [3] } },
    });
    expect(records.get('wines 123456')?.fields.importer).toBe('某公司');
  });
});

describe('what may be a record is never passed over', () => {
  test('a value in a column without a heading is refused with its place', async () => {
    const { said, report } = await importText(
      'wines',
      `${names.join()},,\n123456,酒,法国,某公司,,x\n123457,酒,法国,某公司,,\n`,
    );
    expect(said).toEqual([
      'f.csv:2:6  "x" stands in a column without a heading. Write the heading above it, or empty the cell.',
    ]);
    expect(report.taken).toBe(false);
  });

  test.each([
    ['a valid number with a name like a total', ['123456', '合计', '', '1'], 'origin_country'],
    ['a total whose word could be a number of a bottle', ['Grand Total', '', '', '2'], 'name'],
    ['a total with words beside it', ['合计', '干红葡萄酒', '法国', '某公司'], 'bottle_code'],
    ['a name that only begins like a total', ['合计酒庄', '2', '', ''], 'bottle_code'],
    ['one cell', ['', '', '法国', ''], 'bottle_code'],
    ['a part of the header', ['bottle_code', 'name', '', ''], 'bottle_code'],
    ['headings in other columns', ['name', 'bottle_code', 'importer', 'origin_country'], 'bottle_code'],
  ])('%s is refused', async (_, row, column) => {
    const { report, said } = await importText('wines', csv([names, good(1), row]));
    expect(report).toMatchObject({ refused: 1, taken: false });
    expect(said.join()).toContain(`column "${column}"`);
  });

  test('a row of formulas without results is not taken for a blank one', async () => {
    const formulas = ['A', 'B', 'C', 'D'].map((letter) => `<c r="${letter}3"><f>1+1</f></c>`).join('');
    const rows = `${inlineRow(1, names)}${inlineRow(2, good(1))}<row r="3">${formulas}</row>`;
    const { report } = await importText('wines', await workbookBytes({ rows }), { extension: 'xlsx' });
    expect(report).toMatchObject({ rows: 2, refused: 1, taken: false });
  });

  test('lines of JSON say what each value is: none of them is a total', async () => {
    const line = (values: readonly string[]) =>
      JSON.stringify(Object.fromEntries(names.map((one, at) => [one, values[at]])));
    const { report } = await importText('wines', [line(good(1)), line(['合计', '2', '', ''])].join('\n'), {
      extension: 'jsonl',
    });
    expect(report).toMatchObject({ refused: 1, taken: false });
  });

  const wine = fc.record({
    name: fc.constantFrom('合计', '小计', 'Total', '12', '酒名', 'name', '酒'),
    country: fc.constantFrom('合计', '1', '原产国', '法国', '-'),
    importer: fc.constantFrom('合计', '1', '进口商', '某公司', '总计：12'),
  });

  test('whatever its texts are, a row that could be taken alone is taken among others', async () => {
    const into = await emptyStore();
    await fc.assert(
      fc.asyncProperty(fc.array(wine, { minLength: 1, maxLength: 8 }), fc.nat(4), async (wines, blanks) => {
        const rows = wines.map(({ name, country, importer }, n) => [String(200_000 + n), name, country, importer]);
        const others = [
          titles,
          ['合计', String(wines.length), '', ''],
          ...Array.from({ length: blanks }, () => ['', '', '', '']),
        ];
        const { report } = await importText('wines', csv([titles, ...rows, ...others]), { into, dryRun: true });
        expect(report).toMatchObject({ added: wines.length, refused: 0, taken: true });
      }),
      { numRuns: 40 },
    );
  });

  test('whatever stands in a row, it is taken, refused or told as passed over', async () => {
    const into = await emptyStore();
    const cell = fc.constantFrom(
      '',
      ' ',
      '合计',
      '小计',
      '12',
      '1,2',
      '酒',
      '酒名',
      'name',
      '-',
      '123456',
      '法国',
      '#REF!',
    );
    const row = fc.array(cell, { minLength: 4, maxLength: 4 });
    await fc.assert(
      fc.asyncProperty(fc.array(row, { minLength: 1, maxLength: 12 }), async (rows) => {
        const quoted = rows.map((cells) => cells.map((one) => `"${one}"`));
        const { report } = await importText('wines', csv([names, good(0), ...quoted]), { into, dryRun: true });
        const { blank, totals, headings } = report.reading?.passedOver ?? {};
        const passed = (blank?.count ?? 0) + (totals?.count ?? 0) + (headings?.count ?? 0);
        expect(report.rows + passed).toBe(rows.length + 1);
      }),
      { numRuns: 60 },
    );
  });
});

test('in a dataset of free texts the header again is no record either', async () => {
  const free = { name: 'maker', title: '生产商', type: 'string' };
  const cheeses = loadDatasets(dataWith({ cheeses: schemaWith([free]) })).get('cheeses');
  const { report, said } = await importText('wines', '批号,生产商\nL1,甲\n批号,生产商\nlot,maker\n合计,2\n批号,甲\n', {
    ...(cheeses && { dataset: cheeses }),
  });
  expect(said).toEqual([]);
  expect(report.reading?.passedOver.headings).toEqual({ count: 2, first: [3, 4] });
  // Where any text may be an id, 合计 may be one, too.
  expect(report.added).toBe(3);
});

test('a title with full-width signs matches its own heading, and all its writings', async () => {
  const fields = [
    { name: 'abv', title: '酒精度（vol）', type: 'number' },
    { name: 'area', title: '面积／m²', type: 'string' },
    { name: 'share', title: '占比％', type: 'string' },
  ];
  const cheeses = loadDatasets(dataWith({ cheeses: schemaWith(fields) })).get('cheeses');
  for (const heading of [
    '酒精度（vol）,面积／m²,占比％',
    '酒精度(VOL),面积/m2,占比%',
    '"酒精度\n(vol)",面 积/m²,占比％',
    'ABV,Area,SHARE',
  ]) {
    const { report, said } = await importText('wines', `lot,${heading}\nL1,13.0,5,6\n`, {
      ...(cheeses && { dataset: cheeses }),
    });
    expect(said).toEqual([]);
    expect(report.added).toBe(1);
  }
  const twice = [fields[0], { name: 'other', title: '酒精度(VOL)', type: 'string' }] as object[];
  expect(() => loadDatasets(dataWith({ cheeses: schemaWith(twice as never) }))).toThrow('names two fields');
});
