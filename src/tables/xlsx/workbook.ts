import { posix } from 'node:path';
import { FileFault } from '../file-fault.js';
import type { Archive } from './archive.js';
import { type Attributes, readWholeXml } from './xml.js';

/** A worksheet, by the name on its tab. */
export interface Worksheet {
  readonly name: string;
  readonly part: string;
}

/** Which parts of a workbook matter to a table. */
export interface Workbook {
  /** The visible ones, in the order of their tabs. */
  readonly sheets: readonly Worksheet[];
  readonly sharedTexts: string | null;
  readonly styles: string | null;
  /** Whether days are counted from 1904, as on old Macs. */
  readonly countsFrom1904: boolean;
}

interface Relation {
  readonly id: string;
  /** The last word of its type, such as `worksheet`; the rest differs between transitional and strict. */
  readonly type: string;
  readonly target: string;
}

/** @throws FileFault when the archive is something else, or damaged */
export async function readWorkbook(archive: Archive): Promise<Workbook> {
  const part = await workbookPart(archive);
  const relations = await relationsOf(archive, part);
  const targetOf = (type: string) => relations.find((relation) => relation.type === type)?.target ?? null;
  const sheets: Worksheet[] = [];
  let countsFrom1904 = false;
  const byId = new Map(relations.map((relation) => [relation.id, relation]));
  await readWholeXml(archive, part, {
    open(name, attributes, namespaceOf) {
      if (name === 'workbookPr') countsFrom1904 = ['1', 'true'].includes(attributes.date1904 ?? '');
      if (name !== 'sheet' || (attributes.state ?? 'visible') !== 'visible') return;
      const relation = byId.get(relationId(attributes, namespaceOf));
      // Charts and dialogs are sheets too.
      if (relation?.type === 'worksheet') sheets.push({ name: attributes.name ?? '', part: relation.target });
    },
  });
  if (sheets.length === 0) throw new FileFault(0, 'has no visible worksheet', 'Make the sheet visible and save again');
  return { sheets, sharedTexts: targetOf('sharedStrings'), styles: targetOf('styles'), countsFrom1904 };
}

const relationships = /\/officeDocument\/(2006\/)?relationships$/;

/** Nearly always `r:id`, but the prefix is for the program to choose; other additions may have an `id` of their own. */
function relationId(attributes: Attributes, namespaceOf: (prefix: string) => string): string {
  const ids = Object.keys(attributes).filter((name) => /^[^:]+:id$/.test(name));
  const named = ids.find((name) => relationships.test(namespaceOf(name.slice(0, -3)))) ?? ids[0];
  return (named !== undefined && attributes[named]) || '';
}

async function workbookPart(archive: Archive): Promise<string> {
  if (!archive.has('_rels/.rels')) throw notXlsx(archive);
  const relations = await relationsOf(archive, '');
  const target = relations.find(({ type }) => type === 'officeDocument')?.target;
  if (target === undefined || !archive.has(target)) throw notXlsx(archive);
  if (target.toLowerCase().endsWith('.bin')) {
    throw new FileFault(0, 'is a binary workbook (.xlsb)', 'Save it as .xlsx, or as CSV in UTF-8');
  }
  if (/(^|\/)(word|ppt|visio)\//i.test(target)) throw notXlsx(archive);
  return target;
}

function notXlsx(archive: Archive): FileFault {
  if (archive.has('content.xml') && archive.has('mimetype')) {
    return new FileFault(0, 'is an OpenDocument file (such as .ods)', 'Save it as .xlsx, or as CSV in UTF-8');
  }
  if (archive.has('[Content_Types].xml')) {
    return new FileFault(0, 'is an Office document, but no workbook', 'Save its table as .xlsx, or as CSV in UTF-8');
  }
  return new FileFault(0, 'is a zip archive, but no workbook', 'Unpack it, and name the file inside');
}

/** The relations of a part; of the whole package for the empty name. */
async function relationsOf(archive: Archive, part: string): Promise<Relation[]> {
  const folder = part === '' ? '' : posix.dirname(part);
  const relationsPart = posix.join(folder, '_rels', `${posix.basename(part)}.rels`);
  const relations: Relation[] = [];
  if (!archive.has(relationsPart)) return relations;
  await readWholeXml(archive, relationsPart, {
    open(name, attributes) {
      const target = attributes.Target;
      if (name !== 'Relationship' || target === undefined || attributes.TargetMode === 'External') return;
      const path = target.startsWith('/') ? target : posix.join('/', folder, target);
      const type = (attributes.Type ?? '').split('/').at(-1) ?? '';
      relations.push({ id: attributes.Id ?? '', type, target: posix.normalize(path).slice(1) });
    },
  });
  return relations;
}
