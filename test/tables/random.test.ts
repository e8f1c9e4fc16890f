import fc from 'fast-check';
import { expect, test } from 'vitest';
import { columns, listColumns, readText } from './fixtures.js';
import { headerRow, sheetXml, workbookBytes } from './workbook-fixture.js';

const runs = { numRuns: 150 };
/** Any text that has bytes of its own in UTF-8, with what matters to the formats often in it. */
const piece = fc.constantFrom(
  ',',
  ';',
  '\t',
  '"',
  '""',
  '\n',
  '\r',
  '\r\n',
  '{',
  '}',
  '[',
  ':',
  '\\',
  '大豆',
  'é',
  '😀',
  '\ufeff',
);
const texts = fc
  .array(fc.oneof(piece, fc.string({ unit: 'binary' })), { maxLength: 8 })
  .map((parts) => parts.join('').toWellFormed());
/** What CSV can hold: anything but NUL. */
const cell = texts.map((text) => text.replaceAll('\0', ''));
const width = columns.length;

test('whatever bytes a file has, it is read or refused with a reason', async () => {
  const starts = [
    '',
    'a,b\n',
    '{"name":',
    'PK\x03\x04',
    '\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1',
    '\xef\xbb\xbf',
    '"',
    'a,\xcc\xec\n',
  ];
  const start = fc.constantFrom(...starts).map((text) => Buffer.from(text, 'latin1'));
  const rest = fc.oneof(
    fc.uint8Array({ maxLength: 2000 }),
    texts.map((text) => Buffer.from(text)),
  );
  await fc.assert(
    fc.asyncProperty(start, rest, fc.constantFrom('.csv', '.jsonl', '.xlsx'), async (first, bytes, extension) => {
      await readText(Buffer.concat([first, bytes]), extension);
    }),
    runs,
  );
});

test('a table written as CSV reads back equal, in each line end and with each separator', async () => {
  const row = fc.array(cell, { minLength: width, maxLength: width });
  await fc.assert(
    fc.asyncProperty(
      fc.array(row, { maxLength: 20 }),
      fc.constantFrom('\n', '\r\n', '\r'),
      fc.constantFrom(',', ';', '\t'),
      fc.boolean(),
      async (rows, end, delimiter, quoteAll) => {
        const written = (text: string) =>
          quoteAll || /[,;\t"\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
        const table = [columns.map(({ name }) => name), ...rows];
        const content = table.map((one) => one.map(written).join(delimiter)).join(end);
        expect(await readText(content)).toMatchObject({ cells: table, stopped: null });
      },
    ),
    runs,
  );
});

test('a table written as JSON Lines reads back equal, every number as it was written', async () => {
  const digits = fc.stringMatching(/^-?(0|[1-9][0-9]{0,20})(\.[0-9]{1,20})?([eE][+-]?[0-9]{1,3})?$/);
  const value = fc.oneof(
    texts.map((text) => ({ json: JSON.stringify(text), text })),
    digits.map((text) => ({ json: text, text })),
    fc.array(digits).map((items) => ({ json: `[${items.join(' ,')}]`, text: items.join(' ') })),
    fc.constant({ json: 'null', text: '' }),
  );
  const row = fc.array(value, { minLength: width, maxLength: width });
  await fc.assert(
    fc.asyncProperty(
      fc.array(row, { minLength: 1, maxLength: 20 }),
      fc.constantFrom('', ' ', '\t'),
      async (rows, gap) => {
        const lines = rows.map((values) => {
          const members = values.map(({ json }, place) => `${gap}"${columns[place]?.name}"${gap}:${gap}${json}${gap}`);
          return `{${members.join(',')}}`;
        });
        const { cells, rows: read } = await readText(lines.join('\n'), '.jsonl', listColumns);
        expect(cells.slice(1)).toEqual(rows.map((values) => values.map(({ text }) => text)));
        expect(read.slice(1).map(({ raw }) => raw)).toEqual(lines);
      },
    ),
    runs,
  );
});

test('JSON that JSON.parse takes is taken, and no other', async () => {
  const damage = fc.record({ at: fc.nat(60), by: fc.constantFrom('', ',', '}', '"', '\\', '0', 'e', ' ', '[', ':') });
  const value = fc.oneof(fc.string(), fc.integer(), fc.double({ noNaN: true, noDefaultInfinity: true }));
  await fc.assert(
    fc.asyncProperty(value, value, damage, async (name, abv, { at, by }) => {
      const whole = JSON.stringify({ name, abv });
      const line = whole.slice(0, at) + by + whole.slice(at + 1);
      let isJson = line.startsWith('{');
      try {
        JSON.parse(line);
      } catch {
        isJson = false;
      }
      const { rows } = await readText(`{}\n${line}`);
      if (line.trim() === '') return;
      const refused = rows[2]?.fault?.reason.match(/JSON|object|nested/) ?? null;
      const shape = rows[2]?.fault?.reason.match(/holds|schema|twice/) ?? null;
      expect(refused === null || shape !== null).toBe(isJson);
    }),
    runs,
  );
});

test('a table in GB18030 reads back equal', async () => {
  // Two-byte characters of GB2312 level 1, which are those of nearly all text.
  const character = fc.tuple(fc.integer({ min: 0xb0, max: 0xd6 }), fc.integer({ min: 0xa1, max: 0xfe }));
  const name = fc.array(character, { minLength: 4, maxLength: 30 }).map((list) => Buffer.from(list.flat()));
  const decoder = new TextDecoder('gb18030');
  await fc.assert(
    fc.asyncProperty(fc.array(name, { minLength: 3, maxLength: 30 }), async (names) => {
      const lines = names.flatMap((bytes) => [bytes, Buffer.from(',x\n')]);
      const { cells, table } = await readText(Buffer.concat([Buffer.from('a,b\n'), ...lines]));
      expect(table?.reading().encoding).toBe('GB18030');
      expect(cells.slice(1).map(([first]) => first)).toEqual(names.map((bytes) => decoder.decode(bytes)));
    }),
    runs,
  );
});

test('a workbook with any bytes changed is read or refused with a reason', async () => {
  const good = await workbookBytes({
    rows: `${headerRow}<row r="2"><c r="A2" t="s"><v>0</v></c><c r="B2" s="1"><v>42586</v></c></row>`,
    texts: '<si><t>大豆</t></si>',
    styles: '<cellXfs><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs>',
  });
  const change = fc.tuple(fc.nat(good.length - 1), fc.integer({ min: 0, max: 255 }));
  await fc.assert(
    fc.asyncProperty(fc.array(change, { minLength: 1, maxLength: 6 }), async (changes) => {
      const bad = Buffer.from(good);
      for (const [at, byte] of changes) bad[at] = byte;
      await readText(bad);
    }),
    runs,
  );
});

test('a sheet with any XML is read or refused with a reason', async () => {
  const words = [
    '<row>',
    '</row>',
    '<row r="',
    '<c>',
    '</c>',
    '<c r="B2" t="',
    '<v>',
    '</v>',
    '<is>',
    '<t>',
    '</t>',
    '</is>',
  ];
  const marks = [
    '">',
    '"/>',
    's',
    'e',
    'd',
    '1',
    '2',
    '-',
    '42586.5',
    '&amp;',
    '<![CDATA[',
    ']]>',
    '<!--',
    '-->',
    '<f/>',
    '大',
  ];
  const xml = fc.array(fc.constantFrom(...words, ...marks), { maxLength: 30 }).map((parts) => parts.join(''));
  await fc.assert(
    fc.asyncProperty(xml, async (rows) => {
      await readText(await workbookBytes({ parts: { 'xl/worksheets/sheet1.xml': sheetXml(rows) } }));
    }),
    runs,
  );
});
