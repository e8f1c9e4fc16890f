import fc from 'fast-check';
import { expect, test } from 'vitest';
import { columns, readText as read } from './fixtures.js';
import { headerRow, spreadsheetNamespace, workbookBytes, zipBytes } from './workbook-fixture.js';

const x15 = 'http://schemas.microsoft.com/office/spreadsheetml/2010/11/main';
const mc = 'http://schemas.openxmlformats.org/markup-compatibility/2006';
const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const dated = `${headerRow}<row r="2"><c r="A2" s="1"><v>41124</v></c></row>`;
const dateStyle = '<cellXfs><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs>';

test('a workbook that counts from 1904 does so whatever newer programs add under the same name', async () => {
  const workbook =
    `<workbookPr date1904="1"/><sheets><sheet name="S" sheetId="1" r:id="rId1"/></sheets>` +
    `<extLst><ext uri="{140A7094-0E35-4892-8432-C4D2E57EDEB5}" xmlns:x15="${x15}"><x15:workbookPr chartTrackingRefBase="1"/></ext></extLst>`;
  const { cells } = await readText(await workbookBytes({ rows: dated, styles: dateStyle, workbook }));
  expect(cells[1]?.[0]).toBe('2016-08-04');
});

test.each([
  ['1', '2016-08-04'],
  ['true', '2016-08-04'],
  ['0', '2012-08-03'],
])('date1904="%s" is followed', async (value, day) => {
  const workbook = `<workbookPr date1904="${value}"/><sheets><sheet name="S" sheetId="1" r:id="rId1"/></sheets>`;
  const { cells } = await readText(await workbookBytes({ rows: dated, styles: dateStyle, workbook }));
  expect(cells[1]?.[0]).toBe(day);
});

test('what is offered to newer programs is passed over, and what is meant for the others is read', async () => {
  const alternative = (choice: string, fallback: string) =>
    `<mc:AlternateContent xmlns:mc="${mc}"><mc:Choice Requires="x15" xmlns:x15="${x15}">${choice}</mc:Choice><mc:Fallback>${fallback}</mc:Fallback></mc:AlternateContent>`;
  const workbook =
    alternative('<workbookPr date1904="0"/>', '<workbookPr date1904="1"/>') +
    '<sheets><sheet name="S" sheetId="1" r:id="rId1"/></sheets>';
  const { cells } = await readText(await workbookBytes({ rows: dated, styles: dateStyle, workbook }));
  expect(cells[1]?.[0]).toBe('2016-08-04');
});

/** Reads a workbook whose first column holds dates. */
function readText(content: Uint8Array) {
  return read(
    content,
    '.xlsx',
    columns.map((column, at) => (at === 0 ? { ...column, type: 'date' } : column)),
  );
}

/** Every element that the reader knows by its name. */
const names = ['workbookPr', 'sheet', 'sheets', 'sheetData', 'row', 'c', 'v', 'f', 'is', 't', 'si', 'r', 'rPh'];
const more = ['numFmt', 'numFmts', 'cellXfs', 'xf', 'Relationship', 'mergeCell', 'col'];
const attributes = 'r="A9" t="s" s="1" date1904="0" numFmtId="0" formatCode="General" hidden="1" Id="rId1" Target="x"';
const addition = fc
  .tuple(fc.constantFrom(...names, ...more), fc.constantFrom(...names, ...more), fc.boolean())
  .map(([outer, inner, hasOwn]) => {
    // In the addition's own language, or with an element of the part's language inside it.
    const within = hasOwn ? `<${inner}>7</${inner}>` : `<ext:${inner} ${attributes}>7</ext:${inner}>`;
    return `<ext:${outer} xmlns:ext="urn:ext" ${attributes}>${within}</ext:${outer}>`;
  });

/** Puts additions between the elements of a part, but not into texts. */
function withAdditions(xml: string, additions: readonly string[], places: readonly number[]): string {
  const gaps = [...xml.matchAll(/(?<=>)(?=<)/g)].map(({ index }) => index).slice(2);
  const sorted = places.map((place) => gaps[place % gaps.length] ?? xml.length).toSorted((a, b) => b - a);
  return sorted.reduce((text, at, nth) => text.slice(0, at) + additions[nth % additions.length] + text.slice(at), xml);
}

const parts = {
  'xl/workbook.xml': `<workbook xmlns="${spreadsheetNamespace}" xmlns:r="${office}"><workbookPr date1904="1"></workbookPr><sheets><sheet name="S" sheetId="1" r:id="rId1"></sheet></sheets></workbook>`,
  'xl/worksheets/sheet1.xml': `<worksheet xmlns="${spreadsheetNamespace}"><sheetData>${headerRow}<row r="2"><c r="A2" s="1"><v>41124</v></c><c r="B2" t="s"><v>0</v></c><c r="C2"><f>1+1</f><v>2</v></c></row></sheetData></worksheet>`,
  'xl/sharedStrings.xml': `<sst xmlns="${spreadsheetNamespace}"><si><r><t>大</t></r><r><t>豆</t></r><rPh><t>x</t></rPh></si></sst>`,
  'xl/styles.xml': `<styleSheet xmlns="${spreadsheetNamespace}"><numFmts><numFmt numFmtId="170" formatCode="yyyy/m/d"></numFmt></numFmts><cellXfs><xf numFmtId="0"></xf><xf numFmtId="170"></xf></cellXfs></styleSheet>`,
};

test('nothing that programs add in languages of their own, anywhere, changes what is read', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...(Object.keys(parts) as (keyof typeof parts)[])),
      fc.array(addition, { minLength: 1, maxLength: 4 }),
      fc.array(fc.nat(40), { minLength: 1, maxLength: 6 }),
      async (part, additions, places) => {
        const changed = { ...parts, [part]: withAdditions(parts[part], additions, places) };
        const { cells, stopped } = await readText(await workbookBytes({ parts: changed }));
        expect(stopped).toBeNull();
        expect(cells[1]).toEqual(['2016-08-04', '大豆', '2']);
      },
    ),
    { numRuns: 150 },
  );
});

test('whatever prefix a program has for the language of a part, it is read alike', async () => {
  const prefixed = (xml: string) =>
    xml
      .replace(/<(\/?)([a-zA-Z])/g, '<$1main:$2')
      .replace('xmlns=', 'xmlns:main=')
      .replaceAll('r:id', 'q:id');
  const changed = Object.fromEntries(Object.entries(parts).map(([name, xml]) => [name, prefixed(xml)]));
  const rels = { 'xl/workbook.xml': changed['xl/workbook.xml']?.replace('xmlns:r=', 'xmlns:q=') ?? '' };
  const { cells } = await readText(await workbookBytes({ parts: { ...changed, ...rels } }));
  expect(cells[1]).toEqual(['2016-08-04', '大豆', '2']);
});

test('an id of an addition is not taken for the one that leads to the sheet', async () => {
  const relation = (id: string, type: string, target: string) =>
    `<Relationship Id="${id}" Type="t/${type}" Target="${target}"/>`;
  const bytes = await zipBytes({
    '_rels/.rels': `<Relationships>${relation('a', 'officeDocument', 'book.xml')}</Relationships>`,
    'book.xml': `<workbook xmlns:z="urn:z" xmlns:q="${office}"><sheets><sheet name="S" z:id="no" q:id="b"/></sheets></workbook>`,
    '_rels/book.xml.rels': `<Relationships>${relation('b', 'worksheet', 's.xml')}</Relationships>`,
    's.xml': `<worksheet><sheetData>${headerRow}</sheetData></worksheet>`,
  });
  expect((await readText(bytes)).cells).toHaveLength(1);
});
