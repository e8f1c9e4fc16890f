import { afterEach, expect, test, vi } from 'vitest';
import { tellImport } from '../../src/commands/import-report.js';
import { inlineRow, workbookBytes } from '../tables/workbook-fixture.js';
import { importText } from './fixtures.js';

afterEach(() => vi.restoreAllMocks());

/** What an operator sees of a report: on stdout, and on stderr. */
function told(
  report: Parameters<typeof tellImport>[0],
  flags: Parameters<typeof tellImport>[1] = {},
): { out: string; err: string; code: number } {
  const seen = { out: '', err: '' };
  const into = (which: 'out' | 'err') => (text: string | Uint8Array) => {
    seen[which] += String(text);
    return true;
  };
  vi.spyOn(process.stdout, 'write').mockImplementation(into('out'));
  vi.spyOn(process.stderr, 'write').mockImplementation(into('err'));
  const code = tellImport(report, flags);
  vi.restoreAllMocks();
  return { ...seen, code };
}

const head = 'bottle_code,name,origin_country,importer\n';

test('rows that a correction has superseded are counted, with the way to undo it', async () => {
  const { report } = await importText('wines', `${head}123456,酒,法国,某公司\n`);
  const { out, code } = told({ ...report, added: 0, unchanged: 3, superseded: 2, release: null });
  expect(out).toMatch(/^\d+-f\.csv: CSV with commas, in UTF-8; header in line 1\n/m);
  expect(out).toContain(
    'wines: 0 new, 0 changed, 3 unchanged, 0 refused, 2 not taken; nothing new to publish\n' +
      '2 rows were not taken, since the file says what a correction replaced (see yibo history wines ID). To undo a correction, use yibo correct.\n',
  );
  expect(code).toBe(0);
  expect(told(report).out).not.toContain('not taken');
});

test('a problem in a line of JSON is told with its property', async () => {
  const { report } = await importText(
    'wines',
    '{"bottle_code":"12","name":"酒","origin_country":"法国","importer":"某"}\n',
  );
  expect(told(report).err).toMatch(
    /\n {2}place +property +value .*\n {2}1:16 +bottle_code +"12" +has 2 characters instead of 6 to 20\. /,
  );
});

test('a bad file is told by its first problems, and by how often each kind came', async () => {
  const rows = Array.from(
    { length: 300 },
    (_, n) => `${n < 200 ? n : 100_000 + n},酒,法国,${n === 250 ? '' : '某公司'}`,
  );
  const { report } = await importText('wines', head + rows.join('\n'));
  const { err, code } = told(report);
  expect(code).toBe(1);
  const lines = err.split('\n');
  expect(lines[0]).toMatch(/: 201 problems, the first 20$/);
  expect(lines.slice(2, 22).every((line) => /^ {2}\d+:1 +bottle_code +"\d+" +has /.test(line))).toBe(true);
  expect(lines.slice(22)).toEqual([
    'How often each came:',
    '  times  column       what is wrong                        first in',
    '  100    bottle_code  has 3 characters instead of 6 to 20  line 102',
    '  90     bottle_code  has 2 characters instead of 6 to 20  line 12',
    '  10     bottle_code  has 1 characters instead of 6 to 20  line 2',
    '  1      importer     is empty                             line 252',
    'For every refused row with its reasons, name a file for them with --rejects.',
    '',
  ]);
});

test('the good rows are offered only where --keep-good takes them', async () => {
  const good = '123456,酒,法国,某公司\n';
  const offered = 'or take the good ones (1) with --keep-good';
  const rowsOnly = await importText('wines', `${head}${good}12,酒,法国,某公司\n`);
  expect(told(rowsOnly.report).out).toContain(offered);
  expect(told(rowsOnly.report, { dryRun: true }).out).toContain('(dry run: 1 of 2 rows are good');
  const broken = await importText('wines', `${head}${good}12,酒,法国,某公司\n123457,"酒,法国,某公司\n`);
  expect(broken.report).toMatchObject({ usable: false, rows: 2, refused: 1 });
  expect(told(broken.report).out).toMatch(/1 refused; nothing was published\n$/);
  expect(told(broken.report, { dryRun: true }).out).toContain('(dry run: the file cannot be taken;');
});

test('a time with its offset is told whole', async () => {
  const vehicles = 'vin,sticker_code,brand_model,inspected_at,result\n';
  const { report } = await importText(
    'vehicles',
    `${vehicles}1FTEX1CM8EFB88051,700000000001,车,2016/8/12 14:30,合格\n`,
  );
  expect(told(report).out).toContain('"2016/8/12 14:30"  "2016-08-12T14:30:00+08:00"');
});

test('all of it can be had as one object', async () => {
  const { report } = await importText('wines', `${head}123456,酒,法国,某公司\n合计,1,,\n`);
  const { out } = told(report, { json: true, dryRun: true });
  expect(JSON.parse(out)).toMatchObject({
    dryRun: true,
    dataset: 'wines',
    rows: 1,
    taken: true,
    reading: {
      encoding: 'UTF-8',
      encodingIs: 'certain',
      delimiter: ',',
      headingLine: 1,
      passedOver: { totals: { count: 1, first: [3] } },
    },
    problems: [],
    problemKinds: [],
  });
});

test('a problem of a workbook is placed as the spreadsheet names its cells', async () => {
  const names = ['bottle_code', 'name', 'origin_country', 'importer'];
  const rows =
    inlineRow(1, names) + inlineRow(2, ['123456', '酒', '法国', '某公司']) + inlineRow(4, ['1', '酒', '法国', '']);
  const { report } = await importText('wines', await workbookBytes({ rows }));
  const { err, out } = told(report);
  expect(out).toContain(': XLSX, sheet "Sheet1"; header in row 1\n  passed over: 1 blank row (row 3)\n');
  expect(err).toMatch(/\n {2}A4 +bottle_code +"1" .*\n {2}D4 +importer +is empty\./);
});
