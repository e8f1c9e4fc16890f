import { expect, test } from 'vitest';
import { inlineRow, workbookBytes } from '../tables/workbook-fixture.js';
import { importText } from './fixtures.js';

const names = ['bottle_code', 'name', 'origin_country', 'importer'];
const head = `${names.join()}\n`;
const row = (name: string) => `123456,${name},法国,某公司\n`;
const many = (count: number) => 'x'.repeat(count);
const notRead = 'the rest of the file was not read';
const long = `f.csv:2:1  the row that begins here has more than 1 MB; ${notRead}. Shorten its values`;
const withQuotes = `${long}, or close a double quote where its value ends.`;
const unclosed = `f.csv:2:1  a double quote opens in or after this row and is never closed; ${notRead}. Close it, and write "" for a quote inside a value.`;

async function workbook(cells: string, more: object = {}): Promise<Buffer> {
  return workbookBytes({ rows: `${inlineRow(1, names)}<row r="2">${cells}</row>`, ...more });
}

test.each([
  ['a cell', head + row(many(1_200_000)) + row('酒'), `${long}.`],
  ['a quoted cell', head + row(`"${many(1_200_000)}"`) + row('酒'), withQuotes],
  ['a quoted cell at the very end', (head + row(`"${many(1_200_000)}"`)).trimEnd(), withQuotes],
  ['a quote that swallows a megabyte', head + row('"酒') + row('酒').repeat(50_000) + row('酒"'), withQuotes],
  ['a quote that is never closed', head + row('"酒') + row('酒').repeat(50_000), unclosed],
  [
    'a line that does not end',
    head + many(1_500_000),
    'f.csv:2:1  the row that begins here does not end. Put every row on a line of its own.',
  ],
])('CSV: %s', async (_, content, message) => {
  const { said, report } = await importText('wines', content);
  expect(said).toEqual([message]);
  expect(report.taken).toBe(false);
});

test('a cell that can be held is judged like others', async () => {
  const cell = `column "name" "${many(60)}…" has 600000 characters, more than 200. Shorten it.`;
  expect((await importText('wines', head + row(many(600_000)))).said).toEqual([`f.csv:2:2  ${cell}`]);
  const content = await workbookBytes({
    rows: inlineRow(1, names) + inlineRow(2, ['123456', many(600_000), '法国', '某']),
  });
  expect((await importText('wines', content)).said).toEqual([`f.csv:2:2  ${cell}`]);
});

test('JSON Lines: a long line that ends is not said not to end', async () => {
  const { said } = await importText('wines', `{}\n{"name":"${many(1_200_000)}"}\n{}\n`);
  expect(said).toContain(`${long}.`);
});

const shorten = 'Shorten it, and save it again as .xlsx.';
test.each([
  ['a text of its own', `<c r="B2" t="inlineStr"><is><t>${many(1_200_000)}</t></is></c>`, {}],
  ['a value', `<c r="B2" t="str"><v>${many(1_200_000)}</v></c>`, {}],
  ['a number', `<c r="B2"><v>${'1'.repeat(1_200_000)}</v></c>`, {}],
])('XLSX: %s', async (_, cells, more) => {
  const { said } = await importText('wines', await workbook(cells, more));
  expect(said).toEqual([`f.csv:2:1  has a cell of more than 1048576 characters. ${shorten}`]);
});

test('XLSX: a shared text, one of several megabytes, and a row of many', async () => {
  const shared = await workbook('<c r="B2" t="s"><v>0</v></c>', { texts: `<si><t>${many(1_200_000)}</t></si>` });
  expect((await importText('wines', shared)).said).toEqual([
    `f.csv  has somewhere a cell of more than 1048576 characters. ${shorten}`,
  ]);
  const huge = await workbook(`<c r="B2" t="str"><v>${many(5_000_000)}</v></c>`);
  expect((await importText('wines', huge)).said).toEqual([
    `f.csv  has a single text of more than 4 MB (xl/worksheets/sheet1.xml). ${shorten}`,
  ]);
  const cells = ['A', 'B', 'C', 'D', 'E'].map(
    (letter) => `<c r="${letter}2" t="inlineStr"><is><t>${many(1_000_000)}</t></is></c>`,
  );
  expect((await importText('wines', await workbook(cells.join('')))).said).toEqual([
    'f.csv:2:1  has a row of more than 4 MB of text. Shorten its values.',
  ]);
});
