import { writeFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { ReadVersion } from '../../src/disclosure/reading/read-versions.js';
import { notesFor } from '../../src/exchange/files/notes.js';
import { csvFormat, jsonlFormat, type RowFormat } from '../../src/exchange/files/row-format.js';
import { openTable } from '../../src/tables/table.js';
import { pathOf } from './fixtures.js';

const fields = ['lot_no', 'name', 'note'];

function version(values: readonly string[], more: Partial<ReadVersion['record']> = {}): ReadVersion {
  const facts = Object.fromEntries(fields.map((name, place) => [name, values[place] ?? '']));
  const record = {
    dataset: 'cheeses',
    id: values[0] ?? '',
    fields: facts,
    hash: 'f'.repeat(64),
    position: 3,
    line: 1,
    sample: false,
    change: 'published' as const,
    publishedAt: 0,
    reason: '例行公开',
    ...more,
  };
  return { record, isWithheld: false };
}

/** @returns the cells as an importer reads them, the header first */
async function readBack(format: RowFormat, versions: readonly ReadVersion[]): Promise<string[][]> {
  const file = pathOf(`f.${format.extension}`);
  writeFileSync(file, format.head + format.rows(versions));
  const table = await openTable(
    file,
    fields.map((name) => ({ name, title: name, type: 'string' as const, delimiter: ',' })),
  );
  const rows: string[][] = [];
  for await (const batch of table.batches) rows.push(...batch.rows.map(({ cells }) => [...cells]));
  return rows;
}

const formats = [
  ['CSV', csvFormat({ fields, notes: [] })],
  ['CSV with a byte order mark', csvFormat({ fields, notes: [] }, true)],
  ['JSON Lines', jsonlFormat({ fields, notes: [] })],
] as const;

describe.each(formats)('%s', (_, format) => {
  test.each([
    ['commas', 'a,b,,c'],
    ['quotes', '"a" and ""b""'],
    ['a line break', 'one\ntwo'],
    ['another line break', 'one\r\ntwo\rthree'],
    ['a third kind of line break', 'one\rtwo'],
    ['leading zeros', '007'],
    ['trailing zeros', '2024.9650'],
    ['a number as it was written', '13.0'],
    ['nothing', ''],
    ['blanks around', ' a '],
    ['what spreadsheets take for a formula', '=HYPERLINK("http://x")'],
    ['plus, minus, at', '+1 -1 @SUM(A1)'],
    ['a long number', '120000116000001'],
    ['backslashes', '\\n\\"'],
    ['semicolons and tabs', 'a;b\tc'],
    ['Chinese and emoji', '葡萄酒🍷'],
    ['a line separator', 'a\u2028b'],
    ['a byte order mark', '\ufeffa'],
  ])('keeps %s', async (_what, text) => {
    const rows = [version(['L1', text, 'x']), version(['L2', 'y', text])];
    expect(await readBack(format, rows)).toEqual([fields, ['L1', text, 'x'], ['L2', 'y', text]]);
  });

  test('keeps any text', async () => {
    const text = fc.string({ unit: 'grapheme-composite', maxLength: 30 }).filter((one) => !one.includes('\0'));
    const row = fc.tuple(fc.stringMatching(/^[A-Z0-9]{1,9}$/), text, text);
    await fc.assert(
      fc.asyncProperty(fc.array(row, { minLength: 1, maxLength: 8 }), async (rows) => {
        expect(
          await readBack(
            format,
            rows.map((cells) => version(cells)),
          ),
        ).toEqual([fields, ...rows]);
      }),
      { numRuns: 150, seed: 1 },
    );
  });
});

test('CSV is as RFC 4180 has it: quotes only where needed, lines end with CR LF', () => {
  const format = csvFormat({ fields, notes: [] });
  expect(format.head).toBe('lot_no,name,note\r\n');
  expect(format.rows([version(['L1', 'plain', 'with "quotes", and a comma'])])).toBe(
    'L1,plain,"with ""quotes"", and a comma"\r\n',
  );
});

test('a made-up row says so, in both formats', () => {
  const notes = notesFor({ haveSamples: true, areAllVersions: false });
  const rows = [version(['L1', 'a', 'b'], { sample: true }), version(['L2', 'c', 'd'])];
  const csv = csvFormat({ fields, notes });
  expect(csv.head + csv.rows(rows)).toBe('lot_no,name,note,yibo:sample\r\nL1,a,b,示例\r\nL2,c,d,\r\n');
  const lines = jsonlFormat({ fields, notes }).rows(rows).split('\n');
  expect(lines[0]).toBe('{"lot_no":"L1","name":"a","note":"b","yibo:sample":true}');
  expect(lines[1]).toBe('{"lot_no":"L2","name":"c","note":"d"}');
});
