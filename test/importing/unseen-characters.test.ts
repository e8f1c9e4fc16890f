import { describe, expect, test } from 'vitest';
import { plainValue } from '../../src/schemas/plain-value.js';
import { valueRule } from '../../src/schemas/value-rule.js';
import { inlineRow, workbookBytes } from '../tables/workbook-fixture.js';
import { dataset, importText } from './fixtures.js';

const wine = (more: object) =>
  `${JSON.stringify({ bottle_code: '123456', name: '酒', origin_country: '法国', importer: '某公司', ...more })}\n`;
const csv = (importer: string, region = '') =>
  `bottle_code,name,origin_country,importer,region\n123456,酒,法国,${importer},${region}\n`;

describe('half a character', () => {
  const remedy = 'Remove it, or export the file again as UTF-8.';

  test('in a line of JSON is refused, with its place', async () => {
    for (const half of ['\\ud83d', '\\ude00', 'a\\ud83db', '\\ude00\\ud83d']) {
      const { said, report } = await importText('wines', wine({}).replace('"酒"', `"${half}"`));
      expect(said).toEqual([
        `f.csv:1:32  property "name" "${half.replace(/\\u(....)/g, '\\u{$1}')}" holds a control or damaged character. ${remedy}`,
      ]);
      expect(report.taken).toBe(false);
    }
  });

  test('in a cell of a workbook is refused', async () => {
    const names = ['bottle_code', 'name', 'origin_country', 'importer'];
    const rows = inlineRow(1, names) + inlineRow(2, ['123456', '_xD83D_', '法国', '某公司']);
    const { said } = await importText('wines', await workbookBytes({ rows }));
    expect(said).toEqual([`f.csv:2:2  column "name" "\\u{d83d}" holds a control or damaged character. ${remedy}`]);
  });

  test('whole ones are taken', async () => {
    const { records } = await importText('wines', wine({ name: '酒😀' }));
    expect(records.get('wines 123456')?.fields.name).toBe('酒😀');
  });
});

describe('characters that nobody can see', () => {
  test.each(['\u200b', '\u200b\u200d', '\u2060 \ufeff', '\u00ad', '\u3164', '\ufe0f', '\u{e0041}', '\u180e'])(
    'are no value where one is required: %j',
    async (hidden) => {
      for (const content of [csv(hidden), wine({ importer: hidden })]) {
        const { said, report } = await importText('wines', content);
        expect(said).toEqual([expect.stringMatching(/"importer" ("[^"]*" )?is empty\. Fill it in: /)]);
        expect(report.taken).toBe(false);
      }
      const { records } = await importText('wines', csv('某公司', hidden));
      expect(records.get('wines 123456')?.fields.region).toBe('');
    },
  );

  test('do no harm in a text that has others', async () => {
    const { records, warned } = await importText('wines', csv('某\u200b公司'));
    expect(records.get('wines 123456')?.fields.importer).toBe('某\u200b公司');
    expect(warned).toEqual([]);
  });
});

test('a private-use character is taken with a warning that names it', async () => {
  const { warned, said, records } = await importText('wines', csv('某\ue000公司'));
  expect(said).toEqual([]);
  expect(warned).toEqual([
    'f.csv:2:4  column "importer" "某\ue000公司" holds U+E000, a private-use character that other computers do not show. It is stored so; write the character that is meant.',
  ]);
  expect(records.get('wines 123456')?.fields.importer).toBe('某\ue000公司');
});

test('whatever is taken the quick way, the full rule takes as it stands', () => {
  const { fields, missingValues } = dataset('wines');
  for (const field of fields.filter(({ name }) => name === 'name' || name === 'region')) {
    const isPlain = plainValue(field, missingValues);
    const rule = valueRule(field, missingValues);
    for (let code = 0; code < 0x10000; code++) {
      const character = String.fromCharCode(code);
      for (const text of [character, `酒${character}酒`]) if (isPlain(text)) expect(rule(text)).toBe(text);
    }
  }
});
