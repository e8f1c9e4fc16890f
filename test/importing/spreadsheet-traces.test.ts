import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { plainValue } from '../../src/schemas/plain-value.js';
import { valueRule } from '../../src/schemas/value-rule.js';
import { dataset, importText } from './fixtures.js';

const csv = (name: string) => `bottle_code,name,origin_country,importer\n123456,"${name}",法国,某公司\n`;

describe('what a spreadsheet shows in place of a value is refused in every text, with what Excel means by it', () => {
  test.each([
    ['#N/A', 'is an error of the spreadsheet: Excel shows it where a formula has no result'],
    ['#REF!', 'is an error of the spreadsheet: Excel shows it where a formula has no result'],
    ['#DIV/0!', 'is an error of the spreadsheet: Excel shows it where a formula has no result'],
    ['#name?', 'is an error of the spreadsheet: Excel shows it where a formula has no result'],
    ['########', 'is no value: Excel shows it where the column is too narrow'],
    ['1.20000116E+14', 'was rounded by a spreadsheet: Excel shows long numbers so, without their last digits'],
    ['1E+15', 'was rounded by a spreadsheet: Excel shows long numbers so, without their last digits'],
    ['-4.5e+20', 'was rounded by a spreadsheet: Excel shows long numbers so, without their last digits'],
  ])('%s', async (text, reason) => {
    const { said, report } = await importText('wines', csv(text));
    expect(said).toEqual([expect.stringContaining(`column "name" "${text}" ${reason}. `)]);
    expect(report.taken).toBe(false);
    const json = { bottle_code: '123456', name: text, origin_country: '法国', importer: '某公司' };
    expect((await importText('wines', `${JSON.stringify(json)}\n`)).report.taken).toBe(false);
  });

  test('in an identifier, too', async () => {
    const { said } = await importText(
      'process-events',
      'declaration_no,sequence,step,occurred_at\n1.20000116E+14,1,1,2016-08-02\n',
    );
    expect(said).toEqual([expect.stringContaining('was rounded by a spreadsheet: Excel shows long numbers so')]);
  });

  test.each(['#1酒庄', 'C#', '##', 'No.#', '1E5', '12E', 'E+1', '3+2', 'Côte #3', '#N/A?'])(
    '%s is a text like any other',
    async (text) => {
      const { report } = await importText('wines', csv(text));
      expect(report.added).toBe(1);
    },
  );
});

describe('line breaks and tabs in a cell', () => {
  test('become blanks, and that is told', async () => {
    for (const [written, text] of [
      ['赤霞珠\n干红', '赤霞珠 干红'],
      ['赤霞珠\r\n\r\n干红', '赤霞珠 干红'],
      ['赤霞珠\t干红', '赤霞珠 干红'],
    ] as const) {
      const { records, report, warned } = await importText('wines', csv(written));
      expect(records.get('wines 123456')?.fields.name).toBe(text);
      expect(warned).toEqual([]);
      expect(report.reading?.rewritten).toMatchObject([
        {
          columnName: 'name',
          rule: 'line breaks and tabs, as blanks',
          count: 1,
          firstLine: 2,
          from: written,
          to: text,
        },
      ]);
    }
  });

  test('around a value are no part of it', async () => {
    const { records, report } = await importText('wines', csv('\n赤霞珠\t'));
    expect(records.get('wines 123456')?.fields.name).toBe('赤霞珠');
    expect(report.reading?.rewritten).toEqual([]);
  });
});

test('whatever text is taken the quick way, the full rule takes as it stands, and it is composed', () => {
  const { fields, missingValues } = dataset('wines');
  const [field] = fields.filter(({ name }) => name === 'name');
  if (!field) throw new Error('no field');
  const mark = fc.constantFrom(
    '#N/A',
    '1.2E+5',
    '###',
    'e\u0301',
    '\u3099',
    '\u1100\u1161',
    '\u0344',
    '\u2126',
    '\uf900',
    'か',
    '가\u11a8',
    '0',
    '酒',
  );
  const text = fc
    .array(fc.oneof(mark, fc.string({ unit: 'grapheme-composite', maxLength: 3 })), { maxLength: 4 })
    .map((parts) => parts.join(''));
  for (const one of [field, { ...field, isName: true }]) {
    const isPlain = plainValue(one, missingValues);
    const rule = valueRule(one, missingValues);
    fc.assert(
      fc.property(text, (given) => {
        if (!isPlain(given)) return;
        expect(rule(given)).toBe(given);
        expect(given.normalize('NFC')).toBe(given);
      }),
      { numRuns: 3000 },
    );
  }
});
