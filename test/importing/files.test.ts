import { dirname } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { importFile } from '../../src/importing/import-file.js';
import { dataset, emptyStore, fileOf, importText, messagesOf, terms } from './fixtures.js';

const header = 'declaration_no,registration_no,enterprise_name,goods,inspection_category\n';
const row = (serial: number, goods = '大豆') =>
  `1200001160${String(serial).padStart(5, '0')},1101960H79,示例公司,${goods},13\n`;

describe('a file that cannot be taken, and the message it gets', () => {
  const swallowed = 'the rest of the file was not read';
  test.each([
    ['empty', '', 'f.csv  is empty. Export it again, with its header line.'],
    ['blank lines only', '\n \n', 'f.csv  holds only blank lines. Export it again, with its header line.'],
    ['header only', header, 'f.csv  has a header and no rows. Export it again.'],
    [
      'short row',
      `${header}${row(1)}120000116000002,1101960H79\n`,
      'f.csv:3:2  the row has 2 columns instead of 5. Fill in the missing ones.',
    ],
    [
      'long row',
      `${header}${row(1)}${row(2, '大豆,散装')}`,
      'f.csv:3:5  the row has 6 columns instead of 5. Put values that hold a comma into double quotes.',
    ],
    [
      'unclosed quote',
      `${header}${row(1)}${row(2, '"大豆')}${row(3)}`,
      `f.csv:3:1  a double quote opens in or after this row and is never closed; ${swallowed}. Close it, and write "" for a quote inside a value.`,
    ],
    [
      'stray quotes',
      `${header}${row(1)}${row(2, '15"钢"管')}${row(3)}`,
      `f.csv:3:1  the row that begins here has a double quote in the middle of a value; ${swallowed}. Put the value into double quotes, and write "" for the quote inside it.`,
    ],
    [
      'binary',
      Buffer.from([...Buffer.from(header + row(1)), 0x31, 0, 1, 2, 10]),
      'f.csv:3:1  the file holds binary data. Save it as CSV in UTF-8, or as .xlsx.',
    ],
    [
      'damaged UTF-8',
      Buffer.from([...Buffer.from(header + row(1)), 0xb4, 0xf3, 0xb6, 0xb9, 10]),
      'f.csv:3:1  the file is in UTF-8, but a character in this line is damaged. Export it again from its source.',
    ],
    [
      'UTF-16',
      Buffer.from(`\ufeff${header}`, 'utf16le'),
      'f.csv  is in UTF-16 ("Unicode text"). Save it as CSV in UTF-8, or as .xlsx.',
    ],
  ] as const)('%s', async (_, content, message) => {
    const { said, report, records } = await importText('consignments', content);
    expect(said).toEqual([message]);
    expect(report.taken).toBe(false);
    expect(records.size).toBe(0);
  });

  test('a compressed file is refused', async () => {
    const { said } = await importText('consignments', gzipSync(header));
    expect(said).toEqual(['f.csv  is compressed (gzip). Unpack it, and name the file inside.']);
  });

  test('a quote that opens and swallows a megabyte is stopped where it opened', async () => {
    const swallowedRows = row(3).repeat(30_000);
    const { said, report } = await importText('consignments', `${header}${row(1)}${row(2, '"大豆')}${swallowedRows}`);
    expect(said).toHaveLength(1);
    expect(said[0]).toMatch(/^f\.csv:3:1 {2}a double quote opens in or after this row and is never closed/);
    expect(report.rows).toBe(1);
  });

  test('a line that does not end is refused', async () => {
    const { said } = await importText('consignments', `${header}${'大'.repeat(500_000)}`);
    expect(said).toEqual(['f.csv:2:1  the row that begins here does not end. Put every row on a line of its own.']);
  });

  test('a missing file and a directory are refused', async () => {
    const store = (await emptyStore()).publications;
    const missing = { dataset: dataset('wines'), file: '/nowhere/at/all.csv', store, terms, now: () => 1 };
    expect(messagesOf(await importFile(missing)).said).toEqual(['f.csv  does not exist. Check its name.']);
    const folder = { ...missing, file: dirname(fileOf('')) };
    expect(messagesOf(await importFile(folder)).said).toEqual(['f.csv  is a directory. Name a file in it.']);
    const device = { ...missing, file: '/dev/null' };
    expect(messagesOf(await importFile(device)).said).toEqual(['f.csv  is no regular file. Save it to disk first.']);
  });
});

describe('lines and values', () => {
  test('line numbers count line breaks inside quotes and blank lines', async () => {
    const { said } = await importText('consignments', `${header}\n${row(1, '"大\n豆"')}\r\n${row(2, '')}`);
    expect(said).toEqual(['f.csv:6:4  column "goods" is empty. Fill it in: What is in it.']);
  });

  test('everything stays text, with its zeros', async () => {
    const { records } = await importText(
      'wines',
      'bottle_code,name,origin_country,importer,abv\n007000,1E5,巴西,"示例, 公司",13.0\n',
    );
    expect(records.get('wines 007000')?.fields).toMatchObject({
      bottle_code: '007000',
      name: '1E5',
      importer: '示例, 公司',
      abv: '13.0',
    });
  });

  test('rows are read alike with and without quotes, whatever the line ends', async () => {
    const plain = header + row(1) + row(2);
    const quoted = plain.replaceAll('大豆', '"大豆"');
    const seen = [];
    for (const text of [
      plain,
      quoted,
      plain.replaceAll('\n', '\r\n'),
      quoted.replaceAll('\n', '\r\n'),
      plain.replaceAll('\n', '\r'),
      quoted.replaceAll('\n', '\r'),
      plain.trimEnd(),
    ]) {
      seen.push([...(await importText('consignments', text)).records.values()]);
    }
    const facts = seen.map((records) => records.map(({ id, fields }) => ({ id, fields })));
    for (const records of facts) expect(records).toEqual(facts[0]);
    expect(seen[0]).toHaveLength(2);
  });

  test('many problems are all counted and the first hundred kept', async () => {
    const bad = Array.from({ length: 250 }, (_, serial) => row(serial, '')).join('');
    const { report } = await importText('consignments', header + bad);
    expect(report).toMatchObject({ rows: 250, refused: 250, problemCount: 250 });
    expect(report.problems).toHaveLength(100);
  });

  test('pieces of a long file fit together, quotes and all, and a late duplicate is found', async () => {
    const count = 150_000;
    let text = header;
    for (let serial = 0; serial < count; serial++) {
      const goods = serial % 700 === 0 ? '"大豆,\n散装"' : '大豆';
      text += `120000${String(serial).padStart(9, '0')},1101960H79,示例公司,${goods},13\n`;
    }
    text += '120000000000005,1101960H79,示例公司,大豆,13\n';
    let steps = 0;
    const { report, said } = await importText('consignments', text, { dryRun: true, onProgress: () => steps++ });
    const line = 2 + count + Math.ceil(count / 700);
    expect(said).toEqual([
      `f.csv:${line}:1  column "declaration_no" has the same value as line 8. Keep one of the two rows.`,
    ]);
    expect(report.rows).toBe(count + 1);
    expect(steps).toBeGreaterThan(10);
  });
});
