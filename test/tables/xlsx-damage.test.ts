import { utimesSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { openTable } from '../../src/tables/table.js';
import { until } from '../until.js';
import { columns, fileOf, openPaths, readTable, readText } from './fixtures.js';
import { headerRow, inlineRow, workbookBytes, zipBytes } from './workbook-fixture.js';

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
      /^0: has a single text of more than 4 MB \(xl\/worksheets\/sheet1\.xml\)/,
    ],
    [
      'attributes without end',
      { 'xl/worksheets/sheet1.xml': `<a b="${' '.repeat(9_000_000)}"/>` },
      /^0: has a single text of more than 4 MB \(xl\/worksheets\/sheet1\.xml\)/,
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
    expect(stopped).toBe(
      '0: has somewhere a cell of more than 1048576 characters. Shorten it, and save it again as .xlsx.',
    );
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
    expect(stopped).toBe('2: has a row of more than 4 MB of text. Shorten its values.');
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
    for (const [change, message] of [
      [-1, '_rels/.rels is longer than announced'],
      [1, '_rels/.rels does not add up'],
    ] as const) {
      const changed = Buffer.from(content);
      for (let at = entry; at >= 0; at = changed.indexOf('PK\x01\x02', at + 1, 'latin1')) {
        changed.writeUInt32LE(changed.readUInt32LE(at + 24) + change, at + 24);
      }
      expect((await readText(changed)).stopped).toContain(`is damaged or incomplete (${message})`);
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
    // A handle is closed a moment after it is let go of.
    await until(() => ![file, damaged].some((one) => openPaths().includes(one)));
  });
});
