import { expect, test } from 'vitest';
import { inlineRow, workbookBytes } from '../tables/workbook-fixture.js';
import { importText } from './fixtures.js';

const names = ['瓶码', '酒名', '原产国', '进口商'];
const table = `${names.join()}\n123456,酒,法国,某公司\n`;
const title = '2016年进口葡萄酒信息表';
const said = async (content: string | Buffer) => (await importText('wines', content, { keepGood: true })).said;

test.each([
  ['a title', `${title}\n${table}`, 2],
  ['a title with empty cells beside it', `${title},,,\n${table}`, 2],
  ['a title and who made it', `${title}\n\n填报单位：某局,,日期：2016-10-21\n,\n${table}`, 5],
  ['a title above names of fields', `${title}\nbottle_code,name,origin_country,importer\n123456,酒,法国,某\n`, 2],
  ['a title above a table with semicolons', `${title}\n${table.replaceAll(',', ';')}`, 2],
  ['a title above a table with tabs', `${title}\n${table.replaceAll(',', '\t')}`, 2],
  ['a title above a header with a mistake', `${title}\n${table.replace('进口商', '进囗商')}`, 2],
  ['a title alone above a header alone', `${title}\n${names.join()}\n`, 2],
])('%s is told once, with the line of the header', async (_, content, line) => {
  const lines = line === 2 ? 'line 1' : `lines 1 to ${line - 1}`;
  expect(await said(content)).toEqual([
    `f.csv:1:1  this looks like a title, and line ${line} like the header. Delete ${lines}, so that the header is line 1.`,
  ]);
});

test('a title in a merged cell of a workbook is told too', async () => {
  const rows = inlineRow(1, [title]) + inlineRow(3, names) + inlineRow(4, ['123456', '酒', '法国', '某公司']);
  expect(await said(await workbookBytes({ rows }))).toEqual([
    'f.csv:1:1  this looks like a title, and line 3 like the header. Delete lines 1 to 2, so that the header is line 1.',
  ]);
});

test('a first row that is no title is judged as the header', async () => {
  const unlike = await said(`${title}\n123456,酒,法国,某公司\n`);
  expect(unlike[0]).toContain(`column "${title}" is not in the schema`);
  expect(await said(`${title}\n`.repeat(9) + table)).toEqual(unlike);
  expect(await said(`酒名\n${table}`)).toContain(
    'f.csv:1:1  column "bottle_code" (瓶码) is missing. Add it to the header.',
  );
});
