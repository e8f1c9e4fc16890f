import { tmpdir } from 'node:os';
import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { readTable, readText } from './fixtures.js';
import { headerRow, workbookBytes, zipBytes } from './workbook-fixture.js';

const csv = 'bottle_code,name\n1,2\n';

describe('the format is told by what is in the file', () => {
  test.each(['.csv', '.xlsx', '.jsonl.csv', ''])('CSV called %s', async (extension) => {
    expect((await readText(csv, extension)).table?.format).toBe('csv');
  });

  test.each(['.jsonl', '.csv', '.xlsx'])('JSON Lines called %s', async (extension) => {
    expect((await readText('\ufeff \r\n{"name":1}\n', extension)).table?.format).toBe('jsonl');
  });

  test.each(['.xlsx', '.csv', '.xls'])('XLSX called %s', async (extension) => {
    const { table, cells } = await readText(await workbookBytes({ rows: headerRow }), extension);
    expect(table?.format).toBe('xlsx');
    expect(cells).toEqual([['bottle_code', 'name', 'abv']]);
  });

  test('the name decides where the content does not', async () => {
    const { table, rows } = await readText('"name"\n', '.ndjson');
    expect(table?.format).toBe('jsonl');
    expect(rows[1]?.fault?.reason).toBe('the line is no JSON object');
  });
});

/** An OLE container: a header, and a directory of some names in the sector after it. */
function oleBytes(names: readonly string[], directoryAt: number): Buffer {
  const file = Buffer.alloc(512 * (directoryAt + 1) + 128 * names.length);
  Buffer.from('d0cf11e0a1b11ae1', 'hex').copy(file);
  file.writeUInt16LE(9, 30);
  file.writeUInt32LE(directoryAt, 48);
  for (const [place, name] of names.entries()) file.write(name, 512 * (directoryAt + 1) + 128 * place, 'utf16le');
  return file;
}

describe('a file of another kind says what it is', () => {
  const anyTable = 'Save its table as .xlsx, or as CSV in UTF-8.';
  test.each([
    ['gzip', gzipSync(csv), 'is compressed (gzip). Unpack it, and name the file inside.'],
    ['bzip2', Buffer.from('BZh91AY&SY'), 'is compressed (bzip2). Unpack it, and name the file inside.'],
    ['7z', Buffer.from('377abcaf271c0004', 'hex'), 'is an archive (7z). Unpack it, and name the file inside.'],
    ['PDF', Buffer.from('%PDF-1.7\n%\xe2\xe3'), 'is a PDF. Ask for the table it was made from, as .xlsx or CSV.'],
    ['RTF', Buffer.from('{\\rtf1\\ansi'), `is a formatted document (RTF). ${anyTable}`],
    ['a picture', Buffer.from('89504e470d0a1a0a', 'hex'), `is a picture. ${anyTable}`],
    ['SQLite', Buffer.from('SQLite format 3\0'), 'is a database (SQLite). Export its table as CSV in UTF-8.'],
    [
      'UTF-16',
      Buffer.from(`\ufeff${csv}`, 'utf16le'),
      'is in UTF-16 ("Unicode text"). Save it as CSV in UTF-8, or as .xlsx.',
    ],
    [
      'UTF-16, big-endian',
      Buffer.from(`\ufeff${csv}`, 'utf16le').swap16(),
      'is in UTF-16 ("Unicode text"). Save it as CSV in UTF-8, or as .xlsx.',
    ],
    [
      'UTF-16 without a mark',
      Buffer.from(csv, 'utf16le'),
      'is in UTF-16 ("Unicode text"). Save it as CSV in UTF-8, or as .xlsx.',
    ],
    [
      '.xls',
      oleBytes(['Root Entry', 'Workbook'], 3),
      "is in Excel's old format (.xls). Save it as .xlsx, or as CSV in UTF-8.",
    ],
    [
      '.xls, its directory far behind',
      oleBytes(['Root Entry', 'Book'], 500),
      "is in Excel's old format (.xls). Save it as .xlsx, or as CSV in UTF-8.",
    ],
    ['.doc', oleBytes(['Root Entry', 'WordDocument'], 3), `is an old Office document, no table. ${anyTable}`],
    ['a cut-off OLE header', oleBytes([], 3).subarray(0, 20), `is an old Office document, no table. ${anyTable}`],
    [
      'an encrypted workbook',
      oleBytes([...Array(127).fill('x'), 'EncryptedPackage'], 300),
      'is protected by a password. Save it again without one.',
    ],
    [
      'a JSON list',
      Buffer.from(' [\n {"name": 1}]'),
      'is one JSON list. Write each of its objects on a line of its own (JSON Lines).',
    ],
    [
      'JSON on several lines',
      Buffer.from('{\n  "name": 1\n}'),
      'is JSON that runs over several lines. Write each object on one line (JSON Lines).',
    ],
    [
      'a web page called .xls',
      Buffer.from('\r\n<html><table>'),
      'is a web page or XML, whatever its name says. Open it in the spreadsheet program and save it as .xlsx, or as CSV in UTF-8.',
    ],
    ['an empty zip', Buffer.from('504b0506'.padEnd(44, '0'), 'hex'), 'is an empty archive (zip). Export it again.'],
    ['nothing', Buffer.alloc(0), 'is empty. Export it again, with its header line.'],
  ])('%s', async (_, content, message) => {
    expect(await readText(content)).toMatchObject({ stopped: `0: ${message}`, rows: [] });
  });

  test.each([
    ['any zip', { 'table.csv': csv }, 'is a zip archive, but no workbook. Unpack it, and name the file inside.'],
    [
      '.ods',
      { mimetype: 'application/vnd.oasis.opendocument.spreadsheet', 'content.xml': '<a/>' },
      'is an OpenDocument file (such as .ods). Save it as .xlsx, or as CSV in UTF-8.',
    ],
  ] as const)('%s', async (_, parts, message) => {
    expect((await readText(await zipBytes({ ...parts }))).stopped).toBe(`0: ${message}`);
  });

  test.each([
    ['.docx', 'word/document.xml', `is an Office document, but no workbook. ${anyTable}`],
    ['.xlsb', 'xl/workbook.bin', 'is a binary workbook (.xlsb). Save it as .xlsx, or as CSV in UTF-8.'],
  ])('%s', async (_, target, message) => {
    const relations = `<Relationships><Relationship Id="r" Type="x/officeDocument" Target="${target}"/></Relationships>`;
    const content = await workbookBytes({ parts: { '_rels/.rels': relations, [target]: '<a/>' } });
    expect((await readText(content)).stopped).toBe(`0: ${message}`);
  });

  test('nothing there, a folder, a device', async () => {
    expect((await readTable('/nowhere/at/all.csv')).stopped).toBe('0: does not exist. Check its name.');
    expect((await readTable(tmpdir())).stopped).toBe('0: is a directory. Name a file in it.');
    expect((await readTable('/dev/null')).stopped).toBe('0: is no regular file. Save it to disk first.');
  });
});
