import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { numberShape } from '../../src/tables/xlsx/number-shape.js';
import { generalText } from '../../src/tables/xlsx/number-text.js';
import { showNumber } from '../../src/tables/xlsx/shown-number.js';
import { columns, faultsOf, readText } from './fixtures.js';
import { headerRow, inlineRow, sheetXml, workbookBytes } from './workbook-fixture.js';

type Kind = 'string' | 'number' | 'integer' | 'date';

/** Reads one number in column B of row 2, in a format of the workbook's own, or a built-in one. */
async function shown(raw: string, format: string | number, type: Kind = 'string') {
  const code = typeof format === 'string' ? format.replaceAll('&', '&amp;').replaceAll('"', '&quot;') : '';
  const styles = `<numFmts><numFmt numFmtId="170" formatCode="${code}"/></numFmts><cellXfs><xf numFmtId="0"/><xf numFmtId="${typeof format === 'number' ? format : 170}"/></cellXfs>`;
  const rows = `${headerRow}<row r="2"><c r="B2" s="1"><v>${raw}</v></c></row>`;
  const expected = columns.map((column) => ({ ...column, type }));
  const { rows: read, table } = await readText(await workbookBytes({ rows, styles }), '.xlsx', expected);
  const [fault] = faultsOf(read);
  return { text: fault ?? read[1]?.cells[1], rewritten: table?.reading().rewritten ?? [] };
}

describe('a number among texts is read as the sheet shows it', () => {
  test.each<[string, string | number, string]>([
    ['9334585274', '000000000000', '009334585274'],
    ['120000116000001', '0', '120000116000001'],
    ['0.135', '0.00%', '13.50%'],
    ['0.135', 10, '13.50%'],
    ['0.135', 9, '14%'],
    ['42.0', 'General', '42'],
    ['13', '0.0', '13.0'],
    ['13.04', '0.0', '13.0'],
    ['1.005', '0.00', '1.01'],
    ['-1.5', '0', '-2'],
    ['-0.4', '0', '0'],
    ['2450', '#,##0.00"千克"', '2,450.00千克'],
    ['1234567', 3, '1,234,567'],
    ['2450', 4, '2,450.00'],
    ['12', '0"辆"', '12辆'],
    ['5', 'General"台"', '5台'],
    ['42586', '[$CHF-807] 0', 'CHF 42586'],
    ['-3', '0;(0)', '(3)'],
    ['5', '[Red]0', '5'],
    ['1234', '_ * #,##0.00_ ;_ * -#,##0.00_ ', '1,234.00'],
    ['2016000123', '0000"-"000000', '2016-000123'],
    ['12345', '0,', '12'],
    ['7', '#.##', '7'],
    ['0.5', '#.0', '.5'],
    ['13800138000', '000 0000 0000', '138 0013 8000'],
    ['120000116000001', '0.00E+00', '120000116000001'],
    ['42', '@', '42'],
  ])('%s in %j is %s', async (raw, format, text) => {
    expect((await shown(raw, format)).text).toBe(text);
  });

  test.each(['# ?/?', '[>100]0;0.0', '[DBNum1]0', 'foo0', '"无"', ';;;'])(
    'a format that cannot be followed is refused: %s',
    async (code) => {
      const why = `is shown by a number format that cannot be followed here ("${code}")`;
      expect((await shown('12.5', code)).text).toBe(
        `2:2 name "12.5" ${why}. Format the column as text, and enter again what is meant`,
      );
    },
  );

  test('what is shown otherwise is told, once for each column and format', async () => {
    const { rewritten } = await shown('0.1354', '0.00%');
    expect(rewritten).toEqual([
      {
        ...{ columnName: 'name', rule: 'as the sheet shows it ("0.00%")', count: 1, firstLine: 2 },
        ...{ from: '0.1354', to: '13.54%' },
      },
    ]);
    expect((await shown('0.13549', '0.00%')).rewritten[0]?.rule).toBe('as the sheet shows it, rounded ("0.00%")');
  });
});

describe('a text is read as the sheet shows it', () => {
  async function shownTextIn(text: string, code: string, type: Kind = 'string') {
    const styles = `<numFmts><numFmt numFmtId="170" formatCode="${code.replaceAll('"', '&quot;')}"/></numFmts><cellXfs><xf numFmtId="0"/><xf numFmtId="170"/></cellXfs>`;
    const texts = `<si><t>${text}</t></si>`;
    const kinds = [
      `<c r="B2" s="1" t="inlineStr"><is><t>${text}</t></is></c>`,
      `<c r="B2" s="1" t="str"><v>${text}</v></c>`,
      `<c r="B2" s="1" t="s"><v>0</v></c>`,
    ];
    const expected = columns.map((column) => ({ ...column, type }));
    const seen = new Set<string | undefined>();
    for (const cell of kinds) {
      const rows = `${headerRow}<row r="2">${cell}</row>`;
      const { rows: read, table } = await readText(await workbookBytes({ rows, styles, texts }), '.xlsx', expected);
      const [rewriting] = table?.reading().rewritten ?? [];
      const told = rewriting ? ` for ${rewriting.from}, ${rewriting.rule}` : '';
      seen.add(faultsOf(read)[0] ?? `${read[1]?.cells[1]}${told}`);
    }
    expect(seen.size).toBe(1);
    return [...seen][0];
  }

  test.each([
    ['"不"@', '不合格 for 合格, as the sheet shows it (""不"@")'],
    ['0;-0;0;@"品"', '合格品 for 合格, as the sheet shows it ("0;-0;0;@"品"")'],
    ['@', '合格'],
    ['0.00', '合格'],
    ['"@"0', '合格'],
    ['yyyy/m/d;@', '合格'],
    ['_ * #,##0.00_ ;_ * -#,##0.00_ ;_ * "-"??_ ;_ @_ ', '合格'],
    ['0;-0;0;General', '合格'],
  ])('in %s', async (code, text) => {
    expect(await shownTextIn('合格', code)).toBe(text);
  });

  test.each([';;;', '0;-0;0;"无"'])('one that a format hides or replaces is refused: %s', async (code) => {
    expect(await shownTextIn('合格', code)).toContain(
      '2:2 name "合格" is shown by a number format that cannot be followed',
    );
  });

  test('a number or a day that is a text stays what it is', async () => {
    expect(await shownTextIn('13.5', '@"%"', 'number')).toBe('13.5');
    expect(await shownTextIn('2016-08-04', '@"起"', 'date')).toBe('2016-08-04');
  });
});

describe('a number among numbers keeps its digits as shown, and nothing besides', () => {
  test.each<[string, string, string]>([
    ['2450', '#,##0.00"千克"', '2450.00'],
    ['-1234.5', '￥#,##0.00', '-1234.50'],
    ['13', '0.0', '13.0'],
    ['7', '000', '7'],
    // A hundredth of what is shown, or what is shown: nobody knows which is meant; the schema's rule refuses it.
    ['0.135', '0.00%', '13.50%'],
  ])('%s in %s is %s', async (raw, code, text) => {
    expect((await shown(raw, code, 'number')).text).toBe(text);
  });
});

test('a date among texts is refused: somebody typed 3-4, and the spreadsheet made a day of it', async () => {
  for (const format of ['yyyy/m/d', 'h:mm', '[h]:mm', 14] as const) {
    expect((await shown('42433', format)).text).toContain(
      'is formatted as a date or a time, and its column holds texts',
    );
  }
  const dated = await shown('42433', 'm-d', 'date');
  expect(dated.text).toBe('2016-03-04');
  expect(dated.rewritten).toMatchObject([{ rule: 'cells formatted as dates', from: '42433', to: '2016-03-04' }]);
});

test('as many digits as a number has, the same are shown', () => {
  const digits = fc.stringMatching(/^-?[1-9][0-9]{0,8}(\.[0-9]{0,5}[1-9])?$/);
  fc.assert(
    fc.property(digits, fc.nat(6), (number, decimals) => {
      const shape = numberShape(`0.${'0'.repeat(decimals + 1)}`);
      if (shape.kind !== 'digits') throw new Error('no digits');
      const { text, plain, isRounded } = showNumber(number, shape, false);
      expect(plain).toBe(text);
      expect(isRounded).toBe((number.split('.')[1] ?? '').length > decimals + 1);
      // As near as a decimal can be; what is subtracted here is itself rounded to what a double holds.
      const half = 0.500001 * 10 ** -(decimals + 1) + 4 * Number.EPSILON * Math.abs(Number(number));
      expect(Math.abs(Number(text) - Number(number))).toBeLessThanOrEqual(half);
      if (!isRounded) expect(generalText(text)).toBe(number);
    }),
  );
});

test('whatever code a format has, it is followed or refused', () => {
  const piece = fc.constantFrom(
    '0',
    '#',
    '?',
    '.',
    ',',
    '%',
    '"x"',
    '\\-',
    '_)',
    '* ',
    '[Red]',
    '[$€-1]',
    'General',
    'E+',
    '/',
    ';',
    '@',
    '年',
    'a',
  );
  const number = fc.stringMatching(/^-?[0-9]{1,12}(\.[0-9]{1,6})?$/);
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 10 }), number, (pieces, given) => {
      const shape = numberShape(pieces.join(''));
      if (shape.kind === 'digits') expect(showNumber(generalText(given), shape, false).text).toBeTypeOf('string');
    }),
  );
});

describe('how a sheet is laid out', () => {
  const row = (line: number) => inlineRow(line, [`c${line}`, '酒', '13']);
  const sheet = (rows: string, { before = '', after = '' }) =>
    workbookBytes({
      parts: {
        'xl/worksheets/sheet1.xml': sheetXml(rows)
          .replace('<sheetData>', `${before}<sheetData>`)
          .replace('</sheetData>', `</sheetData>${after}`),
      },
    });
  const merged = (...refs: string[]) =>
    `<mergeCells>${refs.map((ref) => `<mergeCell ref="${ref}"/>`).join('')}</mergeCells>`;

  test.each(['B2:B4', 'A2:C3', 'B1:B3'])('cells merged over rows of the table are refused: %s', async (ref) => {
    const content = await sheet(headerRow + row(2) + row(3) + row(4), { after: merged(ref) });
    const top = ref.charAt(1);
    expect((await readText(content)).stopped).toBe(
      `${top}: has cells that are merged over several rows (${ref}): only the first of the rows holds their value. Unmerge them, write the value into each row, and save again.`,
    );
  });

  test.each(['A1:A2', 'B4:B9', 'F2:F4', 'B10:C20'])(
    'merges that take no value from a row are left alone: %s',
    async (ref) => {
      const { stopped, table } = await readText(await sheet(headerRow + row(3) + row(4), { after: merged(ref) }));
      expect(stopped).toBeNull();
      expect(table?.doubts()).toEqual([]);
    },
  );

  test('cells merged side by side are told of', async () => {
    const { table, stopped } = await readText(await sheet(headerRow + row(2), { after: merged('A2:B2', 'B1:C1') }));
    expect(stopped).toBeNull();
    expect(table?.doubts()).toEqual([
      {
        line: 2,
        reason:
          'cells are merged side by side (A2:B2 and 1 more); what they show was read into the first column of each',
        remedy: 'Unmerge them, if the other columns are meant to have it, too',
      },
    ]);
  });

  test('hidden columns are read, and told of by their headings', async () => {
    const before = '<cols><col min="1" max="1" width="9"/><col min="2" max="9" hidden="1"/></cols>';
    const { table, cells } = await readText(await sheet(headerRow + row(2), { before }));
    expect(cells[1]).toEqual(['c2', '酒', '13']);
    expect(table?.doubts()[0]?.reason).toBe('hidden columns were read like the others: "name", "abv"');
  });
});
