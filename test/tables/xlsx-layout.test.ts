import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { readText } from './fixtures.js';
import { headerRow, inlineRow, sheetXml, workbookBytes, zipBytes } from './workbook-fixture.js';

const cell = (reference: string, value: string) => `<c r="${reference}"><v>${value}</v></c>`;

describe('the rows of a sheet', () => {
  test('cells stand where their letters say, and what is missing is empty', async () => {
    const rows = `${headerRow}<row r="2">${cell('C2', '3')}</row><row r="3">${cell('A3', '1')}${cell('C3', '3')}</row>`;
    expect((await readText(await workbookBytes({ rows }))).cells.slice(1)).toEqual([
      ['', '', '3'],
      ['1', '', '3'],
    ]);
  });

  test('columns go on after Z', async () => {
    const rows = `<row r="1">${cell('A1', '1')}${cell('Z1', '26')}${cell('AA1', '27')}${cell('BC1', '55')}</row>`;
    const [row] = (await readText(await workbookBytes({ rows }))).cells;
    expect(row).toHaveLength(55);
    expect([row?.[25], row?.[26], row?.[54]]).toEqual(['26', '27', '55']);
  });

  test('rows and cells without references follow each other', async () => {
    const rows = `<row><c t="inlineStr"><is><t>a</t></is></c><c><v>2</v></c></row><row/><row><c/><c><v>3</v></c></row>`;
    const { cells, lines } = await readText(await workbookBytes({ rows }));
    expect(cells).toEqual([
      ['a', '2'],
      ['', '3'],
    ]);
    expect(lines).toEqual([1, 3]);
  });

  test('the rows are numbered as in the sheet, empty ones left out', async () => {
    const empty = `<row r="3" spans="1:3"/><row r="4">${cell('A4', '')}<c r="B4" s="1"/><c r="C4" t="inlineStr"><is><t> </t></is></c></row>`;
    const rows = `<row r="1"/>${inlineRow(2, ['a', 'b', 'c'])}${empty}${inlineRow(9, ['1', '2', '3'])}`;
    const { lines, cells } = await readText(await workbookBytes({ rows }));
    expect(lines).toEqual([2, 9]);
    expect(cells[1]).toEqual(['1', '2', '3']);
  });

  test('a row is as wide as the header, unless there is something beside it', async () => {
    const header = `<row r="1">${cell('A1', '1')}${cell('B1', '2')}<c r="C1" s="1"/></row>`;
    const formatted = `<row r="2">${cell('A2', '1')}<c r="D2" s="1"/></row>`;
    const beside = `<row r="3">${cell('A3', '1')}${cell('D3', '4')}<c r="F3" s="1"/></row>`;
    expect((await readText(await workbookBytes({ rows: header + formatted + beside }))).cells).toEqual([
      ['1', '2'],
      ['1', ''],
      ['1', '', '', '4'],
    ]);
  });

  test('a sheet of many rows comes in pieces', async () => {
    const rows = Array.from({ length: 30_000 }, (_, place) => inlineRow(place + 2, [`${place}`, '葡萄酒', '13'])).join(
      '',
    );
    const content = await workbookBytes({ rows: headerRow + rows });
    const { cells, bytes, table } = await readText(content);
    expect(cells).toHaveLength(30_001);
    expect(cells.at(-1)).toEqual(['29999', '葡萄酒', '13']);
    expect(bytes.length).toBeGreaterThan(10);
    expect(bytes).toEqual(bytes.toSorted((a, b) => a - b));
    expect(bytes[Math.floor(bytes.length / 2)]).toBeLessThan(content.length);
    expect(bytes.at(-1)).toBe(content.length);
    expect(table?.totalBytes).toBe(content.length);
    expect(table?.reading().encoding).toBe('UTF-8');
    expect(table?.sha256()).toBe(createHash('sha256').update(content).digest('hex'));
  });

  test.each([
    ['rows out of order', `${headerRow}<row r="3"/><row r="2"/>`],
    ['a row twice', `${headerRow}<row r="1"/>`],
    ['a row beyond every sheet', `${headerRow}<row r="99999999999"/>`],
    ['a row with no number', `${headerRow}<row r="x"/>`],
  ])('%s', async (_, rows) => {
    const { stopped } = await readText(await workbookBytes({ rows }));
    expect(stopped).toMatch(/^[13]: is damaged: the rows after this one are not in order\./);
  });

  test.each(['XFE2', '2', 'ABCDEFGHIJKLMNOP2'])('a cell in column %s', async (reference) => {
    const { stopped } = await readText(
      await workbookBytes({ rows: `${headerRow}<row r="2">${cell(reference, '1')}</row>` }),
    );
    expect(stopped).toBe('2: is damaged: this row has a cell in no column. Save it again as .xlsx.');
  });
});

describe('the parts of a workbook', () => {
  const second = sheetXml(inlineRow(1, ['second']));
  const sheet = (place: number, state = '') =>
    `<sheet name="s${place}" sheetId="${place}" r:id="rId${place}" ${state}/>`;

  test.each([
    ['the first visible one', sheet(1, 'state="hidden"') + sheet(2)],
    ['in the order of the tabs', sheet(2) + sheet(1)],
    ['no chart', sheet(3) + sheet(2) + sheet(1)],
    ['none that is very hidden', sheet(1, 'state="veryHidden"') + sheet(2, 'state="visible"')],
  ])('the sheet that is read is %s', async (_, sheets) => {
    const workbook = `<sheets>${sheets}</sheets>`;
    const parts = { 'xl/worksheets/sheet2.xml': second };
    expect((await readText(await workbookBytes({ rows: headerRow, workbook, parts }))).cells).toEqual([['second']]);
  });

  test('an empty sheet is passed over', async () => {
    const workbook = `<sheets>${sheet(1)}${sheet(2)}</sheets>`;
    const parts = { 'xl/worksheets/sheet2.xml': second };
    expect((await readText(await workbookBytes({ workbook, parts }))).cells).toEqual([['second']]);
    expect(await readText(await workbookBytes({}))).toMatchObject({ rows: [], stopped: null });
  });

  test('a workbook without a visible sheet is refused', async () => {
    const workbook = `<sheets>${sheet(1, 'state="hidden"')}</sheets>`;
    const { stopped } = await readText(await workbookBytes({ rows: headerRow, workbook }));
    expect(stopped).toBe('0: has no visible worksheet. Make the sheet visible and save again.');
  });

  test('shared texts and styles may be missing', async () => {
    const parts = { 'xl/sharedStrings.xml': null, 'xl/styles.xml': null };
    const rows = `${headerRow}<row r="2"><c r="A2" s="7"><v>42586</v></c></row>`;
    expect((await readText(await workbookBytes({ rows, parts }))).cells[1]).toEqual(['42586', '', '']);
  });

  test('prefixes, other namespaces and other names of parts make no difference', async () => {
    const strict = 'http://purl.oclc.org/ooxml';
    const relation = (id: string, type: string, target: string) =>
      `<p:Relationship Target="${target}" Type="${strict}/officeDocument/relationships/${type}" Id="${id}"/>`;
    const relations = (inside: string) => `<p:Relationships xmlns:p="urn:p">${inside}</p:Relationships>`;
    const content = await zipBytes({
      '_rels/.rels': relations(relation('a', 'officeDocument', '/Book.xml')),
      'Book.xml': `<x:workbook xmlns:x="${strict}/spreadsheetml/main" xmlns:rel="urn:r"><x:sheets><x:sheet x:name="s" sheetId="9" rel:id="b"/></x:sheets></x:workbook>`,
      '_rels/Book.xml.rels': relations(
        relation('b', 'worksheet', './data/../data/One.xml') + relation('c', 'sharedStrings', 'TEXTS.XML'),
      ),
      'data/One.xml': `<?xml version='1.0'?><x:worksheet xmlns:x="urn:x"><!-- a --><x:sheetData><x:row r="1"><x:c r="A1" t="s"><x:v>0</x:v></x:c><x:c r="B1" t="inlineStr"><x:is><x:t>b</x:t></x:is></x:c></x:row></x:sheetData><x:extLst><x:row r="1"/></x:extLst></x:worksheet>`,
      'texts.xml': '<x:sst xmlns:x="urn:x"><x:si><x:t>a</x:t></x:si></x:sst>',
    });
    expect(await readText(content)).toMatchObject({ cells: [['a', 'b']], stopped: null });
  });

  test('parts need not be compressed', async () => {
    const relation = (id: string, type: string, target: string) =>
      `<Relationships><Relationship Id="${id}" Type="t/${type}" Target="${target}"/></Relationships>`;
    const content = await zipBytes(
      {
        '_rels/.rels': relation('a', 'officeDocument', 'book.xml'),
        'book.xml': '<workbook><sheets><sheet r:id="b"/></sheets></workbook>',
        '_rels/book.xml.rels': relation('b', 'worksheet', 'sheet.xml'),
        'sheet.xml': sheetXml(headerRow),
      },
      false,
    );
    const { cells, bytes } = await readText(content);
    expect(cells).toHaveLength(1);
    expect(bytes.at(-1)).toBe(content.length);
  });
});
