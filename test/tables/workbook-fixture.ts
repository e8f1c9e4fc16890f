import { buffer } from 'node:stream/consumers';
import { ZipFile } from 'yazl';

export const spreadsheetNamespace = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const relationships = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const packageRelationships = 'http://schemas.openxmlformats.org/package/2006/relationships';
const declaration = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\r\n';

export interface WorkbookFixture {
  /** What stands inside the first sheet's `sheetData`. */
  readonly rows?: string;
  /** What stands inside `sst`. */
  readonly texts?: string;
  /** What stands inside `styleSheet`. */
  readonly styles?: string;
  /** What stands inside `workbook` instead of one visible sheet. */
  readonly workbook?: string;
  /** More parts, or others in place of those made here; null leaves one out. */
  readonly parts?: Readonly<Record<string, string | Uint8Array | null>>;
}

export const oneSheet = '<sheets><sheet name="Sheet1" sheetId="1" r:id="rId1"/></sheets>';

export function sheetXml(rows: string): string {
  return `${declaration}<worksheet xmlns="${spreadsheetNamespace}"><sheetData>${rows}</sheetData></worksheet>`;
}

/** Builds an XLSX file part by part, the way Excel lays it out. */
export function workbookBytes(fixture: WorkbookFixture): Promise<Buffer> {
  const { rows = '', texts = '', styles = '', workbook = oneSheet, parts = {} } = fixture;
  const relation = (id: string, type: string, target: string) =>
    `<Relationship Id="${id}" Type="${relationships}/${type}" Target="${target}"/>`;
  const relationsXml = (inside: string) =>
    `${declaration}<Relationships xmlns="${packageRelationships}">${inside}</Relationships>`;
  return zipBytes({
    '[Content_Types].xml': `${declaration}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>`,
    '_rels/.rels': relationsXml(relation('rId1', 'officeDocument', 'xl/workbook.xml')),
    'xl/workbook.xml': `${declaration}<workbook xmlns="${spreadsheetNamespace}" xmlns:r="${relationships}">${workbook}</workbook>`,
    'xl/_rels/workbook.xml.rels': relationsXml(
      relation('rId1', 'worksheet', 'worksheets/sheet1.xml') +
        relation('rId2', 'worksheet', '/xl/worksheets/sheet2.xml') +
        relation('rId3', 'chartsheet', 'chartsheets/sheet1.xml') +
        relation('rId4', 'sharedStrings', 'sharedStrings.xml') +
        relation('rId5', 'styles', 'styles.xml'),
    ),
    'xl/worksheets/sheet1.xml': sheetXml(rows),
    'xl/sharedStrings.xml': `${declaration}<sst xmlns="${spreadsheetNamespace}">${texts}</sst>`,
    'xl/styles.xml': `${declaration}<styleSheet xmlns="${spreadsheetNamespace}">${styles}</styleSheet>`,
    ...parts,
  });
}

export function zipBytes(
  parts: Readonly<Record<string, string | Uint8Array | null>>,
  compress = true,
): Promise<Buffer> {
  const zip = new ZipFile();
  for (const [name, content] of Object.entries(parts)) {
    if (content !== null) zip.addBuffer(Buffer.from(content), name, { compress });
  }
  zip.end();
  return buffer(zip.outputStream);
}

/** A header of inline texts on row 1. */
export const headerRow = inlineRow(1, ['bottle_code', 'name', 'abv']);

export function inlineRow(line: number, texts: readonly string[]): string {
  const cells = texts.map(
    (text, place) => `<c r="${String.fromCharCode(65 + place)}${line}" t="inlineStr"><is><t>${text}</t></is></c>`,
  );
  return `<row r="${line}">${cells.join('')}</row>`;
}
