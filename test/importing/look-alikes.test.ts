import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { sameFacts } from '../../src/disclosure/publishing/same-facts.js';
import type { DatasetSchema } from '../../src/schemas/schema.js';
import { loadDatasets } from '../../src/schemas/schema.js';
import { lookAlikeKey, nameForm } from '../../src/schemas/text-forms.js';
import { dataWith, schemaWith } from '../disclosure/schema-fixtures.js';
import { emptyStore, importText, recordsIn } from './fixtures.js';

const fields = [{ name: 'maker', title: '生产商', type: 'string' }];
const found = loadDatasets(dataWith({ cheeses: schemaWith(fields) })).get('cheeses');
if (!found) throw new Error('no dataset');
const cheeses: DatasetSchema = found;
/** As it was before names had one form. */
const asBefore: DatasetSchema = { ...cheeses, fields: cheeses.fields.map((field) => ({ ...field, isName: false })) };

async function importInto(rows: readonly string[], more: Parameters<typeof importText>[2] = {}) {
  const { report, said, store } = await importText(
    'wines',
    `lot,maker\n${rows.map((row) => `${row},甲`).join('\n')}\n`,
    {
      dataset: cheeses,
      ...more,
    },
  );
  return { report, said, store, ids: [...(await recordsIn(store, ['cheeses'])).values()].map(({ id }) => id) };
}

describe('names that look the same are one record', () => {
  test.each([
    ['Ａ１', 'A1'],
    ['A\u200b1', 'A1'],
    ['A\u20601', 'A1'],
    ['caf\u0065\u0301', 'café'],
    ['東疆　库', '東疆 库'],
    ['A  1', 'A 1'],
    ['A\u00ad1', 'A1'],
    ['か\u3099', 'が'],
    ['\u212b1', 'Å1'],
  ])('%j is kept as %j, and told', async (written, name) => {
    const { ids, report, store } = await importInto([written]);
    expect(ids).toEqual([name]);
    expect(report.reading?.rewritten).toMatchObject([
      { columnName: 'lot', rule: 'in the one form that names have', to: name },
    ]);
    const again = await importInto([name], { into: store });
    expect(again.report).toMatchObject({ added: 0, unchanged: 1 });
  });

  test('in one file, the second is refused', async () => {
    const { said, report } = await importInto(['A1', 'Ａ１', '东疆（北）库', '东疆(北)库']);
    expect(said).toEqual([
      'f.csv:3:1  column "lot" has the same value as line 2. Keep one of the two rows.',
      'f.csv:5:1  column "lot" has the same value as line 4, to the eye. Keep one of the two rows.',
    ]);
    expect(report.taken).toBe(false);
  });

  test('signs stay as they are written, and another writing of them is no second record', async () => {
    const { store, ids } = await importInto(['东疆（北）库']);
    expect(ids).toEqual(['东疆（北）库']);
    const { said, report } = await importInto(['东疆(北)库', '东疆 (北) 库'], { into: store, keepGood: true });
    expect(said).toEqual([
      'f.csv:2:1  column "lot" "东疆(北)库" cannot be told from "东疆（北）库", which is in force. Write it as there, if it is that one; if not, withdraw that one first.',
      'f.csv:3:1  column "lot" has the same value as line 2, to the eye. Keep one of the two rows.',
    ]);
    expect(report).toMatchObject({ added: 0 });
  });

  test('a record that was published in another form before gets no second beside it', async () => {
    const store = await emptyStore();
    await importInto(['Ａ１', 'A\u200b2', '法国酒'], { into: store, dataset: asBefore });
    for (const written of ['A1', 'Ａ１', 'A2', 'A\u200b2']) {
      const { said, ids } = await importInto([written], { into: store });
      expect(said).toEqual([expect.stringContaining('which is in force. Write it as there, if it is that one;')]);
      expect(ids).toHaveLength(3);
    }
    expect((await importInto(['法国酒', 'A3'], { into: store })).report).toMatchObject({
      added: 1,
      unchanged: 1,
      taken: true,
    });
  });

  test('a dry run says the same', async () => {
    const { store } = await importInto(['东疆（北）库']);
    const { report } = await importInto(['东疆(北)库'], { into: store, dryRun: true });
    expect(report.refused).toBe(1);
  });

  test('whatever names there are, no two records look the same', async () => {
    const store = await emptyStore();
    const piece = fc.constantFrom('A', 'Ａ', '1', '１', '\u200b', ' ', '　', 'é', 'e\u0301', '（', '(', '库');
    const name = fc.array(piece, { minLength: 1, maxLength: 4 }).map((pieces) => pieces.join(''));
    await fc.assert(
      fc.asyncProperty(fc.array(name, { minLength: 1, maxLength: 5 }), async (names) => {
        const { ids } = await importInto(names, { into: store, keepGood: true });
        expect(new Set(ids.map(lookAlikeKey)).size).toBe(ids.length);
        for (const id of ids) expect(nameForm(id)).toBe(id);
      }),
      { numRuns: 40 },
    );
  });
});

test('accents in two pieces are composed in texts, and a record that says so already is not changed by it', async () => {
  const wine = (name: string) => `bottle_code,name,origin_country,importer\n123456,${name},法国,某公司\n`;
  const { records, report, store } = await importText('wines', wine('Cha\u0302teau'));
  expect(records.get('wines 123456')?.fields.name).toBe('Château');
  expect(report.reading?.rewritten).toMatchObject([{ columnName: 'name', rule: 'accents, composed', count: 1 }]);
  const again = await importText('wines', wine('Château'), { into: store });
  expect(again.report.unchanged).toBe(1);
  // As it was published before accents were composed.
  const plan = { columns: ['name'], sample: false };
  expect(sameFacts({ ...plan, values: '["e\u0301"]' }, plan, '["é"]')).toBe(true);
  expect(sameFacts({ ...plan, columns: ['name', 'old'], values: '["e\u0301",""]' }, plan, '["é"]')).toBe(true);
  expect(sameFacts({ ...plan, values: '["e"]' }, plan, '["é"]')).toBe(false);
});
