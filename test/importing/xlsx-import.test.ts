import { expect, test } from 'vitest';
import { inlineRow, sheetXml, workbookBytes } from '../tables/workbook-fixture.js';
import { importText } from './fixtures.js';

const header = inlineRow(1, ['bottle_code', 'name', 'origin_country', 'importer']);
const wine = (line: number, code: string) => inlineRow(line, [code, '酒', '法国', '某公司']);
const hidden = (row: string, as = '1') => row.replace('<row ', `<row hidden="${as}" `);
const imported = async (fixture: Parameters<typeof workbookBytes>[0]) =>
  importText('wines', await workbookBytes(fixture));

test('hidden rows are read, and told of', async () => {
  const rows = `${header}${wine(2, '123456')}${hidden(wine(3, '123457'))}${hidden('<row r="4"/>')}${hidden(wine(5, '123458'), 'true')}${hidden(wine(6, '123459'), '0')}`;
  const { records, warned } = await imported({ rows });
  expect(records.size).toBe(4);
  expect(warned).toEqual([
    'f.csv:3:1  hidden rows were read like the others, 2 in all, the first of them here. Show them and look, or delete them, if they are not meant to be public.',
  ]);
});

const sheet = (place: number, name: string, state = 'visible') =>
  `<sheet name="${name}" sheetId="${place}" r:id="rId${place}" state="${state}"/>`;
const ofTwo = (second: string, state = 'visible') => ({
  rows: header + wine(2, '123456'),
  workbook: `<sheets>${sheet(1, '一月')}${sheet(2, '二月', state)}</sheets>`,
  parts: { 'xl/worksheets/sheet2.xml': second },
});

test.each([
  ['has rows', sheetXml(header + wine(2, '123457'))],
  ['is damaged', '<worksheet><sheetData><row r="1"><c r="A1"><v>1</v>'],
])('a further sheet that %s is told of', async (_, second) => {
  const { records, warned, said } = await imported(ofTwo(second));
  expect(said).toEqual([]);
  expect([...records.keys()]).toEqual(['wines 123456']);
  expect(warned).toEqual([
    'f.csv  only the sheet "一月" was read, and not "二月". If they belong to it, put their rows into that sheet, or import each as a file.',
  ]);
});

test('a further sheet that is empty or hidden is not', async () => {
  expect((await imported(ofTwo(sheetXml('<row r="1"/>')))).warned).toEqual([]);
  expect((await imported(ofTwo(sheetXml(header), 'hidden'))).warned).toEqual([]);
});

test('warnings about the file are there when it is read twice for ids that repeat', async () => {
  const rows = header + wine(2, '123456') + hidden(wine(3, '123456'));
  const { said, warned } = await imported({ rows });
  expect(said).toHaveLength(1);
  expect(warned).toHaveLength(1);
});

test('what stands beside the table is told as such', async () => {
  const rows = header + inlineRow(2, ['123456', '酒', '法国', '某公司', '', '核对']);
  expect((await imported({ rows })).said).toEqual([
    'f.csv:2:6  the row has 6 columns instead of 4. Empty the cells beside the table.',
  ]);
});
