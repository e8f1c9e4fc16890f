import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { openTable } from '../../src/tables/table.js';
import { until } from '../until.js';
import { columns, fileOf, openPaths, readTable, readText } from './fixtures.js';

const header = 'bottle_code,name,abv\n';

describe('a CSV file', () => {
  test('everything stays text, with its zeros', async () => {
    const { cells, table } = await readText(`${header}007000,1E5,13.0\n`);
    expect(table?.format).toBe('csv');
    expect(cells).toEqual([
      ['bottle_code', 'name', 'abv'],
      ['007000', '1E5', '13.0'],
    ]);
  });

  test('rows are read alike with and without quotes, whatever the line ends', async () => {
    const plain = `${header}007000,大豆,13\n007001,小麦,\n`;
    const quoted = plain.replaceAll('大豆', '"大豆"');
    for (const text of [plain, quoted]) {
      for (const end of ['\n', '\r\n', '\r']) {
        const { cells, lines, rows } = await readText(text.replaceAll('\n', end));
        expect(cells.slice(1)).toEqual([
          ['007000', '大豆', '13'],
          ['007001', '小麦', ''],
        ]);
        expect(lines).toEqual([1, 2, 3]);
        expect(rows.every(({ raw }) => raw === null)).toBe(true);
      }
    }
    expect((await readText(plain.trimEnd())).cells).toHaveLength(3);
  });

  test.each(['\n', '\r\n', '\r'])('line numbers count blank lines and line breaks in cells (%j)', async (end) => {
    const text = `${header}\n1,"大\n\n豆",2\n \n3,"a",4\n5,b,6\n`.replaceAll('\n', end);
    const { lines, cells } = await readText(text);
    expect(lines).toEqual([1, 3, 7, 8]);
    expect(cells[1]).toEqual(['1', `大${end}${end}豆`, '2']);
  });

  test('quotes hold commas, quotes and spaces', async () => {
    const { cells } = await readText(`${header}1,"a, ""b""  ",""\n`);
    expect(cells[1]).toEqual(['1', 'a, "b"  ', '']);
  });

  test('rows of any width are handed out as they are', async () => {
    const { cells } = await readText(`${header}1,2\n1,2,3,4\n`);
    expect(cells.map((row) => row.length)).toEqual([3, 2, 4]);
  });

  test('a heading of our own is handed out like any other', async () => {
    expect((await readText('bottle_code,yibo:problem\n1,x\n')).cells[0]).toEqual(['bottle_code', 'yibo:problem']);
  });

  test.each([
    ['semicolons', 'a;b;c\n1;2,5;3\n', ['1', '2,5', '3']],
    ['semicolons and quotes', '"a, b";b;c\n1;"2;5";3\n', ['1', '2;5', '3']],
    ['tabs', 'a\tb\tc\n1\t2,5\t3\n', ['1', '2,5', '3']],
    ['tabs where a heading has a semicolon', 'a;x\tb\tc\n1\t2\t3\n', ['1', '2', '3']],
    ['blank lines first', '\n\n \na;b;c\n1;2;3\n', ['1', '2', '3']],
    ['a quoted heading of two lines', '"a\n, b";b;c\n1;2;3\n', ['1', '2', '3']],
    ['commas although cells have semicolons', 'a,b;c\n1,2;5\n', ['1', '2;5']],
    ['one column', 'a\n1;2\n', ['1;2']],
  ])('the header tells what separates the cells: %s', async (_, text, row) => {
    expect((await readText(text)).cells.at(-1)).toEqual(row);
  });

  test('the header of a long file tells it for every piece', async () => {
    const { cells } = await readText(`a;b\n${'1,5;2\n'.repeat(60_000)}`);
    expect(cells).toHaveLength(60_001);
    expect(new Set(cells.slice(1).map((row) => row.join('|')))).toEqual(new Set(['1,5|2']));
  });
});

describe('a long CSV file', () => {
  test('its pieces fit together: quotes, line breaks and characters over their ends', async () => {
    const lines: string[] = ['bottle_code,name,abv'];
    const wanted: string[][] = [['bottle_code', 'name', 'abv']];
    for (let serial = 0; serial < 40_000; serial++) {
      const goods = `${'葡萄酒😀'.slice(0, 1 + (serial % 5))}${serial % 7 === 0 ? ', "x"\n\ny' : ''}`;
      const isWhole = /^[^,"\n]*$/.test(goods);
      lines.push(`${serial},${isWhole ? goods : `"${goods.replaceAll('"', '""')}"`},13`);
      wanted.push([String(serial), goods.toWellFormed(), '13']);
    }
    const read = await readText(Buffer.from(`${lines.join('\n')}\n`));
    expect(read.stopped).toBeNull();
    expect(read.cells).toEqual(wanted);
    expect(read.lines.at(-1)).toBe(40_001 + 2 * Math.ceil(39_999 / 7));
    expect(read.bytes.length).toBeGreaterThan(5);
    expect(read.bytes.at(-1)).toBe(read.table?.totalBytes);
    expect(read.bytes).toEqual(read.bytes.toSorted((a, b) => a - b));
  });

  test.each(['\n', '\r\n', '\r'])('a line break over the end of a piece is one (%j)', async (end) => {
    // 131,072 bytes are read at a time; the rows shift their ends past that by one byte each.
    for (let shift = 0; shift < 4; shift++) {
      const row = `12345678${end}`;
      const text = `${'h'.repeat(8 + shift)}${end}${row.repeat(40_000)}`;
      const { lines, cells } = await readText(text);
      expect(lines.at(-1)).toBe(40_001);
      expect(cells.slice(1).every(([cell]) => cell === '12345678')).toBe(true);
    }
  });

  test('its sha-256 is that of its bytes, mark and all, and only known at the end', async () => {
    const content = Buffer.from(`\ufeff${header}${'1,大豆,3\r\n'.repeat(50_000)}`);
    const table = await openTable(fileOf(content), columns);
    await table.batches.next();
    expect(() => table.sha256()).toThrow(/has not been read/);
    for await (const _ of table.batches);
    expect(table.sha256()).toBe(createHash('sha256').update(content).digest('hex'));
  });

  test('nothing stays open when its reader stops early, or never begins', async () => {
    const file = fileOf(`${header}${'1,2,3\n'.repeat(200_000)}`);
    const { batches } = await openTable(file, columns);
    for await (const _ of batches) break;
    await openTable(file, columns);
    // A handle is closed a moment after it is let go of.
    await until(() => !openPaths().includes(file));
  });
});

describe('a CSV file that cannot be read on', () => {
  const swallowed = 'the rest of the file was not read';
  test.each([
    [
      'a quote that is never closed',
      `${header}1,2,3\n1,"2,3\n1,2,3\n`,
      `3: a double quote opens in or after this row and is never closed; ${swallowed}. Close it, and write "" for a quote inside a value.`,
    ],
    [
      'stray quotes',
      `${header}1,2,3\n1,15"钢"管,3\n1,2,3\n`,
      `3: the row that begins here has a double quote in the middle of a value; ${swallowed}. Put the value into double quotes, and write "" for the quote inside it.`,
    ],
    [
      'binary data',
      `${header}1,2,3\n1,\0\x01,3\n`,
      '3: the file holds binary data. Save it as CSV in UTF-8, or as .xlsx.',
    ],
    [
      'binary data after carriage returns',
      `${header}1,2,3\n1,\0\x01,3\n`.replaceAll('\n', '\r'),
      '3: the file holds binary data. Save it as CSV in UTF-8, or as .xlsx.',
    ],
  ])('%s', async (_, content, message) => {
    const { stopped, rows } = await readText(content);
    expect(stopped).toBe(message);
    expect(rows.length).toBeLessThanOrEqual(2);
  });

  test('the rows before a stray quote have been read', async () => {
    expect((await readText(`${header}1,2,3\n1,15"钢"管,3\n`)).cells).toHaveLength(2);
  });

  test('a quote that swallows a megabyte is stopped where it opened', async () => {
    const { stopped, cells } = await readText(`${header}1,2,3\n1,"2,3\n${'1,2,3\n'.repeat(250_000)}`);
    expect(stopped).toMatch(/^3: a double quote opens in or after this row and is never closed/);
    expect(cells).toHaveLength(2);
  });

  test('a row that does not end is refused', async () => {
    const { stopped } = await readText(`${header}${'大'.repeat(500_000)}`);
    expect(stopped).toBe('2: the row that begins here does not end. Put every row on a line of its own.');
  });

  test('binary data without a line break is called that', async () => {
    const { stopped } = await readText(Buffer.concat([Buffer.from(header), Buffer.alloc(1_500_000)]));
    expect(stopped).toBe('2: the file holds binary data. Save it as CSV in UTF-8, or as .xlsx.');
  });

  test('only blank lines have no rows', async () => {
    expect(await readTable(fileOf('\n \n\r\n'))).toMatchObject({ rows: [], stopped: null });
  });
});
