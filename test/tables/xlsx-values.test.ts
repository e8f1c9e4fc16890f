import { describe, expect, test } from 'vitest';
import { columns, faultsOf, readText } from './fixtures.js';
import { headerRow, inlineRow, oneSheet, workbookBytes } from './workbook-fixture.js';

/** Styles: 0 plain, then a built-in date, a date with a time, and formats with these codes. */
function stylesXml(codes: readonly string[]): string {
  const formats = codes.map((code, place) => `<numFmt numFmtId="${164 + place}" formatCode="${code}"/>`);
  const ids = [0, 14, 22, 31, 46, 49, ...codes.map((_, place) => 164 + place)];
  return (
    `<numFmts count="${codes.length}">${formats.join('')}</numFmts><cellStyleXfs><xf numFmtId="14"/></cellStyleXfs>` +
    `<cellXfs>${ids.map((id) => `<xf numFmtId="${id}" fontId="0" xfId="0"/>`).join('')}</cellXfs>`
  );
}

const plain = 0;
const date = 1;
const dateTime = 2;
const chineseDate = 3;
const elapsed = 4;
const asText = 5;
const custom = 6;

/** Reads one cell, in column B of row 2, whose column holds texts unless told otherwise. */
async function readCell(
  cell: string,
  more: { codes?: string[]; texts?: string; workbook?: string; type?: string } = {},
) {
  const { codes = [], type = 'string', ...rest } = more;
  const expected = columns.map((column) => ({ ...column, type }));
  const rows = `${headerRow}<row r="2"><c r="A2"><v>1</v></c>${cell}</row>`;
  const { rows: read, stopped } = await readText(
    await workbookBytes({ rows, styles: stylesXml(codes), ...rest }),
    '.xlsx',
    expected,
  );
  if (stopped !== null) throw new Error(stopped);
  const [fault] = faultsOf(read);
  return fault === undefined ? { text: read[1]?.cells[1] } : { fault };
}

const numeric = (raw: string, style = plain, codes: string[] = [], type = 'string') =>
  readCell(`<c r="B2" s="${style}"><v>${raw}</v></c>`, { codes, type });
const dated = (raw: string, style: number, codes: string[] = []) => numeric(raw, style, codes, 'datetime');

describe('a number in a sheet', () => {
  test.each([
    ['13', '13'],
    ['13.0', '13'],
    ['42.0', '42'],
    ['2024.9650', '2024.965'],
    ['007', '7'],
    ['-0.0', '0'],
    ['.5', '0.5'],
    ['5.', '5'],
    ['+5', '5'],
    ['0', '0'],
    ['-0.5', '-0.5'],
    ['1.1000000000000001', '1.1'],
    ['2024.9649999999999', '2024.965'],
    ['0.30000000000000004', '0.3'],
    ['-0.30000000000000004', '-0.3'],
    ['0.33333333333333331', '0.333333333333333'],
    ['1.20000116000001E14', '120000116000001'],
    ['1.20000116000001e+14', '120000116000001'],
    ['1E5', '100000'],
    ['1.2E1', '12'],
    ['5.0000000000000001E-4', '0.0005'],
    ['1E-7', '0.0000001'],
    ['-1.5E-7', '-0.00000015'],
    ['999999999999999', '999999999999999'],
    ['999999999999999.88', '1000000000000000'],
    [' 12 ', '12'],
  ])('%s is %s', async (raw, text) => {
    expect(await numeric(raw)).toEqual({ text });
  });

  test.each(['1000000000000000', '1.2345678901234501E+18', '-1E15', '1E400'])(
    '%s was rounded by the spreadsheet',
    async (raw) => {
      expect(await numeric(raw)).toEqual({
        fault: `2:2 name "${raw}" has more than 15 digits and was rounded by the spreadsheet. Format the column as text and enter it again`,
      });
    },
  );

  test.each(['abc', '1,5', '0x10', 'NaN', '1.2.3', '-'])('%s is none', async (raw) => {
    expect(await numeric(raw)).toEqual({ fault: `2:2 name "${raw}" is no number. Format the column as text` });
  });

  test('formatted as text it is still its digits', async () => {
    expect(await numeric('42586', asText)).toEqual({ text: '42586' });
  });
});

describe('a date in a sheet', () => {
  test.each([
    ['42586', date, '2016-08-04'],
    ['42586', chineseDate, '2016-08-04'],
    ['42586', dateTime, '2016-08-04'],
    ['42586.395833333336', dateTime, '2016-08-04T09:30:00+08:00'],
    ['42586.395833333336', date, '2016-08-04T09:30:00+08:00'],
    ['42586.999999999', dateTime, '2016-08-05'],
    ['1', date, '1900-01-01'],
    ['59', date, '1900-02-28'],
    ['61', date, '1900-03-01'],
    ['36526', date, '2000-01-01'],
    ['2958465', date, '9999-12-31'],
    ['0.39583333333333331', dateTime, '09:30:00'],
    ['1.25', elapsed, '30:00:00'],
    ['4.2586E4', date, '2016-08-04'],
  ])('%s in format %i is %3$s', async (raw, style, text) => {
    expect(await dated(raw, style)).toEqual({ text });
  });

  test('the 29th of February 1900 is none', async () => {
    expect(await dated('60', date)).toEqual({
      fault: '2:2 name "60" is 29 February 1900, which there never was. Correct it',
    });
  });

  test.each(['-1', '2958466', '120000116000001'])('%s is none', async (raw) => {
    expect(await dated(raw, date)).toEqual({
      fault: `2:2 name "${raw}" is formatted as a date, but is none. Correct it, or format the column as text`,
    });
  });

  test.each(['date1904="1"', 'date1904="true"'])('days may be counted from 1904: %s', async (attribute) => {
    const workbook = `<workbookPr ${attribute}/>${oneSheet}`;
    const read = (raw: string) => readCell(`<c r="B2" s="1"><v>${raw}</v></c>`, { workbook, type: 'datetime' });
    expect(await read('41124')).toEqual({ text: '2016-08-04' });
    expect(await read('60')).toEqual({ text: '1904-03-01' });
  });

  test.each([
    ['yyyy/m/d;@', '2016-08-04'],
    ['[$-F800]dddd\\,\\ mmmm\\ dd\\,\\ yyyy', '2016-08-04'],
    ['yyyy&quot;年&quot;m&quot;月&quot;', '2016-08-04'],
    ['[$-804]mmm', '2016-08-04'],
    ['h:mm AM/PM', '2016-08-04'],
    ['[h]:mm', '1022064:00:00'],
    ['General', '42586'],
    ['0;yyyy;yyyy', '42586'],
    ['0.00E+00', '42586'],
    ['#,##0.00_);[Red]\\(#,##0.00\\)', '42586'],
    ['_ * #,##0.00_ ;_ * \\-#,##0.00_ ;_ * &quot;-&quot;??_ ;_ @_ ', '42586'],
    ['0&quot;days&quot;', '42586'],
    ['0\\d', '42586'],
    ['[Magenta]0', '42586'],
    ['[$CHF-807] 0', '42586'],
    ['G/通用格式', '42586'],
    ['@', '42586'],
  ])('a format is a date by its code: %s', async (code, text) => {
    expect(await dated('42586', custom, [code])).toEqual({ text });
  });

  test.each([
    ['2016-08-04', '2016-08-04'],
    ['2016-08-04T00:00:00', '2016-08-04'],
    ['2016-08-04T09:30:00.5', '2016-08-04T09:30:00.5+08:00'],
    ['2016-08-04T00:00:00Z', '2016-08-04T00:00:00Z'],
    ['09:30:00', '09:30:00'],
  ])('may be kept as text: %s', async (raw, text) => {
    expect(await readCell(`<c r="B2" t="d"><v>${raw}</v></c>`, { type: 'datetime' })).toEqual({ text });
  });
});

describe('a text in a sheet', () => {
  const texts =
    '<si><t>first</t></si><si><t xml:space="preserve"> a &amp; 天津 </t></si><si/>' +
    '<si><r><rPr><b/></rPr><t>大</t></r><r><t>豆</t></r><rPh sb="0" eb="1"><t>だいず</t></rPh><phoneticPr/></si>' +
    '<si><t>a_x000D_\nb_x005F_x000D_</t></si><si><t><![CDATA[<b>]]>c</t></si>';

  test.each([
    ['0', 'first'],
    ['1', ' a & 天津 '],
    ['2', ''],
    ['3', '大豆'],
    ['4', 'a\r\nb_x000D_'],
    ['5', '<b>c'],
  ])('shared, number %s', async (index, text) => {
    expect(await readCell(`<c r="B2" t="s"><v>${index}</v></c>`, { texts })).toEqual({ text });
  });

  test.each(['6', '-1', '1.5', '', 'x'])('shared, but number %s is not there', async (index) => {
    expect(await readCell(`<c r="B2" t="s"><v>${index}</v></c>`, { texts })).toEqual({
      fault: `2:2 name "${index}" refers to a text that is not there. Save the file again as .xlsx`,
    });
  });

  test('many shared texts are told apart', async () => {
    const many = Array.from(
      { length: 10_000 },
      (_, place) => `<si><t>${'字'.repeat(place % 40)}${place}</t></si>`,
    ).join('');
    for (const place of [0, 4095, 4096, 9999]) {
      const cell = `<c r="B2" t="s"><v>${place}</v></c>`;
      expect(await readCell(cell, { texts: many })).toEqual({ text: `${'字'.repeat(place % 40)}${place}` });
    }
  });

  test.each([
    [
      'in the cell itself',
      '<c r="B2" t="inlineStr"><is><r><t>大</t></r><r><t>豆</t></r><rPh><t>x</t></rPh></is></c>',
      '大豆',
    ],
    ['of a formula', '<c r="B2" t="str"><f>A1&amp;"x"</f><v>007</v></c>', '007'],
    ['empty, of a formula', '<c r="B2" t="str"><f>""</f><v></v></c>', ''],
    ['true', '<c r="B2" t="b"><v>1</v></c>', 'TRUE'],
    ['false', '<c r="B2" t="b"><v>0</v></c>', 'FALSE'],
    ['a number that a formula gave', '<c r="B2"><f>1+1</f><v>2</v></c>', '2'],
    ['none', '<c r="B2" s="1"/>', ''],
    ['none, with its element', '<c r="B2"><v/></c>', ''],
  ])('%s', async (_, cell, text) => {
    expect(await readCell(cell)).toEqual({ text });
  });

  test('an error of a formula and a missing result are faults of the row', async () => {
    expect(await readCell('<c r="B2" t="e"><f>1/0</f><v>#DIV/0!</v></c>')).toEqual({
      fault: '2:2 name "#DIV/0!" is an error of the spreadsheet. Correct its formula, or put the value itself',
    });
    for (const [value, shown] of [
      ['', '-'],
      ['<v></v>', '""'],
    ]) {
      expect(await readCell(`<c r="B2"><f>1+1</f>${value}</c>`)).toEqual({
        fault: `2:2 name ${shown} is a formula without its result. Open it in the spreadsheet program and save it`,
      });
    }
  });

  test('the first of several faults is told, and the other cells are read', async () => {
    const rows = `${headerRow}<row r="2"><c r="A2" t="e"><v>#N/A</v></c><c r="B2" t="e"><v>#REF!</v></c><c r="C2"><v>3</v></c></row>${inlineRow(3, ['4'])}`;
    const { rows: read } = await readText(await workbookBytes({ rows }));
    expect(read[1]?.cells).toEqual(['#N/A', '#REF!', '3']);
    expect(read[2]).toEqual({ cells: ['4', '', ''], line: 3, raw: null });
    expect(faultsOf(read)).toHaveLength(1);
    expect(faultsOf(read)[0]).toMatch(/^2:1 bottle_code/);
  });
});
