import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readlinkSync, utimesSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { openTable } from '../../../src/datasets/tables/table.js';
import { columns, fileOf, readTable, readText } from './fixtures.js';
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
    expect(table?.encoding()).toBe('UTF-8');
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

describe('a workbook that is damaged, or meant to do damage', () => {
  test.each([
    ['a sheet that is not there', { 'xl/worksheets/sheet1.xml': null }, /xl\/worksheets\/sheet1\.xml is missing/],
    ['XML that breaks off', { 'xl/workbook.xml': '<workbook><sheets>' }, /workbook\.xml is no XML that can be read/],
    [
      'XML in another encoding',
      { 'xl/worksheets/sheet1.xml': Buffer.from('<a>\xcc\xec</a>', 'latin1') },
      /it is not in UTF-8/,
    ],
    [
      'XML in UTF-16',
      { 'xl/worksheets/sheet1.xml': Buffer.from('\ufeff<a/>', 'utf16le') },
      /is no XML that can be read/,
    ],
    ['a DOCTYPE', { 'xl/worksheets/sheet1.xml': '<!DOCTYPE a [<!ENTITY b "b">]><a>&b;</a>' }, /it has a DOCTYPE/],
    ['an entity', { 'xl/worksheets/sheet1.xml': '<worksheet>&b;</worksheet>' }, /undefined entity/],
    ['nesting without end', { 'xl/worksheets/sheet1.xml': '<a>'.repeat(100_000) }, /it is nested too deeply/],
    [
      'a text without end',
      { 'xl/worksheets/sheet1.xml': `<a>${' '.repeat(9_000_000)}</a>` },
      /something in it does not end/,
    ],
    [
      'attributes without end',
      { 'xl/worksheets/sheet1.xml': `<a b="${' '.repeat(9_000_000)}"/>` },
      /something in it does not end/,
    ],
    [
      'a relation that leads outside',
      { '_rels/.rels': '<a><Relationship Type="x/officeDocument" Target="../../../etc/passwd"/></a>' },
      /but no workbook/,
    ],
  ])('%s', async (_, parts, message) => {
    const { stopped } = await readText(await workbookBytes({ rows: headerRow, parts }));
    expect(stopped).toMatch(message);
  });

  test('one text of two megabytes is refused', async () => {
    const { stopped } = await readText(
      await workbookBytes({ texts: `<si>${`<t>${'x'.repeat(500_000)}</t>`.repeat(4)}</si>` }),
    );
    expect(stopped).toMatch(/has a text that does not end/);
  });

  test('more text than can be held is refused', async () => {
    const texts = `<si><t>${'x'.repeat(1_000_000)}</t></si>`.repeat(80);
    const { stopped } = await readText(await workbookBytes({ rows: headerRow, texts }));
    expect(stopped).toBe('0: has more text than can be held. Save it as CSV in UTF-8.');
  });

  test('a row that repeats a long text is refused before it fills the memory', async () => {
    const texts = `<si><t>${'x'.repeat(500_000)}</t></si>`;
    const rows = `${headerRow}<row r="2">${'<c t="s"><v>0</v></c>'.repeat(1000)}</row>`;
    const { stopped } = await readText(await workbookBytes({ rows, texts }));
    expect(stopped).toBe('2: has a row of more text than can be held. Save it as CSV in UTF-8.');
  });

  test('a part that unpacks to very much is refused before it is unpacked', async () => {
    const styles = `<a>${' '.repeat(70_000_000)}</a>`;
    const { stopped } = await readText(await workbookBytes({ rows: headerRow, parts: { 'xl/styles.xml': styles } }));
    expect(stopped).toBe('0: unpacks to more than 64 MB (xl/styles.xml). Save it as CSV in UTF-8.');
  });

  test('an archive that was cut off is damaged', async () => {
    const content = await workbookBytes({ rows: headerRow });
    for (const length of [5, 100, content.length - 100, content.length - 1]) {
      expect((await readText(content.subarray(0, length))).stopped).toMatch(/^0: is damaged or incomplete/);
    }
  });

  test('a directory that stands at an impossible place is damage', async () => {
    const content = await workbookBytes({ rows: headerRow });
    const end = content.length - 22;
    const locator = Buffer.alloc(20, 0xff);
    locator.write('PK\x06\x07', 'latin1');
    const large = Buffer.concat([content.subarray(0, end), locator, content.subarray(end)]);
    expect((await readText(large)).stopped).toMatch(/^0: is damaged or incomplete \(it breaks off\)/);
  });

  test('what a file says in its messages is short, and plain', async () => {
    const name = `${'x'.repeat(1000)}\u202e`;
    const { stopped } = await readText(await workbookBytes({ parts: { 'xl/workbook.xml': `<a></${name}>` } }));
    expect(stopped?.length).toBeLessThan(300);
    const relation = '<a><Relationship Id="rId1" Type="t/worksheet" Target="\u202ex\u2028.xml"/></a>';
    const missing = await readText(await workbookBytes({ parts: { 'xl/_rels/workbook.xml.rels': relation } }));
    expect(missing.stopped).toMatch(/^0: is damaged or incomplete \(xl\/\?x\?\.xml is missing\)/);
  });

  test('a part that is not what was packed is damaged', async () => {
    const content = await zipBytes({ '_rels/.rels': '<a><b/></a>' }, false);
    content[content.indexOf('<b/>') + 1] = 'c'.charCodeAt(0);
    expect((await readText(content)).stopped).toMatch(/^0: is damaged or incomplete \(_rels\/\.rels does not add up\)/);
  });

  test('a sheet of another length than it says is damaged', async () => {
    const content = await workbookBytes({ rows: headerRow });
    // The size of the first part in the central directory.
    const entry = content.indexOf('PK\x01\x02', 0, 'latin1');
    for (const change of [-1, 1]) {
      const changed = Buffer.from(content);
      for (let at = entry; at >= 0; at = changed.indexOf('PK\x01\x02', at + 1, 'latin1')) {
        changed.writeUInt32LE(changed.readUInt32LE(at + 24) + change, at + 24);
      }
      expect((await readText(changed)).stopped).toMatch(/^0: is damaged or incomplete/);
    }
  });

  test('an encrypted part is called that', async () => {
    const content = await workbookBytes({ rows: headerRow });
    for (
      let at = content.indexOf('PK\x01\x02', 0, 'latin1');
      at >= 0;
      at = content.indexOf('PK\x01\x02', at + 1, 'latin1')
    ) {
      content.writeUInt16LE(content.readUInt16LE(at + 8) | 1, at + 8);
    }
    expect((await readText(content)).stopped).toBe('0: is protected by a password. Save it again without one.');
  });

  test('a file that changes while it is read is refused', async () => {
    const rows = Array.from({ length: 20_000 }, (_, place) => inlineRow(place + 2, ['1', '2', '3'])).join('');
    const file = fileOf(await workbookBytes({ rows: headerRow + rows }));
    const { batches } = await openTable(file, columns);
    await batches.next();
    utimesSync(file, 1, 1);
    await expect(async () => {
      for await (const _ of batches);
    }).rejects.toThrow('changed while it was being read');
  });

  test('nothing stays open when its reader stops early, never begins, or meets damage', async () => {
    const rows = Array.from({ length: 50_000 }, (_, place) => inlineRow(place + 2, ['1', '2', '3'])).join('');
    const file = fileOf(await workbookBytes({ rows: headerRow + rows }));
    const { batches } = await openTable(file, columns);
    for await (const _ of batches) break;
    await openTable(file, columns);
    const damaged = fileOf(await workbookBytes({ rows: `${headerRow}${rows}<row r="1"/>` }));
    expect((await readTable(damaged)).stopped).toMatch(/not in order/);
    await new Promise((resolve) => setTimeout(resolve, 50));
    const open = existsSync('/proc/self/fd') ? readdirSync('/proc/self/fd').map((fd) => pathOf(fd)) : [];
    expect(open).not.toContain(file);
    expect(open).not.toContain(damaged);
  });
});

function pathOf(fd: string): string {
  try {
    return readlinkSync(`/proc/self/fd/${fd}`);
  } catch {
    return '';
  }
}
