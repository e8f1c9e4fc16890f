import { FileBytes } from '../file-bytes.js';
import { FileFault, shownDetail } from '../file-fault.js';
import { LineTally } from '../line-tally.js';
import type { TableBatch, TableColumn, TableContents, TableDoubt } from '../table-contents.js';
import { Archive, largestPartBytes } from './archive.js';
import type { CellContext } from './cell.js';
import { readNumberFormats } from './number-formats.js';
import { SharedTexts } from './shared-texts.js';
import { SheetRows } from './sheet.js';
import { readWorkbook, type Worksheet } from './workbook.js';
import { readXml } from './xml.js';

/** How many sheets that were not read are named. */
const mostNamed = 10;

/**
 * Reads the first visible worksheet that holds anything of an XLSX workbook, every cell as text, as the sheet shows it.
 * @param columns those that are expected: whether they hold texts, numbers or dates decides what a format does to a number
 */
export function readXlsxTable(file: string, columns: readonly TableColumn[]): TableContents {
  const bytes = new FileBytes(file);
  const told: Told = { doubts: [], sheet: null, otherSheets: [], rows: null };
  return {
    batches: batchesOf(file, columns, bytes, told),
    sha256: () => bytes.sha256(),
    doubts: () => told.doubts,
    reading: () => ({
      ...{ encoding: 'UTF-8', encodingIs: 'certain', encodingSample: null, delimiter: null },
      ...{ sheet: told.sheet, otherSheets: told.otherSheets },
      ...{ blank: told.rows?.blank ?? new LineTally(), rewritten: told.rows?.rewritten.list() ?? [] },
    }),
  };
}

/** What is told of the workbook while it is read. */
interface Told {
  doubts: readonly TableDoubt[];
  sheet: string | null;
  otherSheets: readonly string[];
  /** Of the sheet that is read. */
  rows: SheetRows | null;
}

async function* batchesOf(
  file: string,
  columns: readonly TableColumn[],
  bytes: FileBytes,
  told: Told,
): AsyncGenerator<TableBatch> {
  // An archive is not read from its first byte to its last, so its hash takes a pass of its own.
  for await (const _ of bytes.pieces());
  const archive = await Archive.open(file);
  try {
    const { sheets, sharedTexts, styles, countsFrom1904 } = await readWorkbook(archive);
    const formats = await readNumberFormats(archive, styles);
    const texts = await SharedTexts.read(archive, sharedTexts);
    const context = { texts, formats, countsFrom1904 };
    for (const [place, sheet] of sheets.entries()) {
      const rows = new SheetRows(context, columns);
      told.sheet = shownDetail(sheet.name);
      told.rows = rows;
      let share = 0;
      const progress = (read: number) => {
        share = read;
      };
      for await (const _ of readXml(archive, sheet.part, rows, largestPartBytes, progress)) {
        yield { rows: rows.take(), bytes: Math.round(Math.min(1, share) * bytes.read) };
      }
      if (rows.isEmpty) continue;
      rows.layout.refuseTall(rows.extent);
      told.otherSheets = await unreadSheets(archive, sheets.slice(place + 1), context);
      const unread = unreadDoubt(told.sheet, told.otherSheets);
      told.doubts = [...hiddenDoubts(rows), ...rows.layout.doubts(rows.extent), ...unread];
      break;
    }
  } finally {
    await archive.close();
  }
}

function hiddenDoubts({ hidden: { count, firstLine } }: SheetRows): readonly TableDoubt[] {
  if (count === 0) return [];
  const reason = `hidden rows were read like the others, ${count} in all, the first of them here`;
  return [
    { line: firstLine, reason, remedy: 'Show them and look, or delete them, if they are not meant to be public' },
  ];
}

/** @returns the sheets behind the one that was read that hold anything too */
async function unreadSheets(
  archive: Archive,
  others: readonly Worksheet[],
  context: CellContext,
): Promise<readonly string[]> {
  const unread: string[] = [];
  for (const { name, part } of others) if (await holdsRows(archive, part, context)) unread.push(shownDetail(name));
  return unread;
}

function unreadDoubt(read: string, unread: readonly string[]): readonly TableDoubt[] {
  if (unread.length === 0) return [];
  const named = unread.slice(0, mostNamed).map((name) => `"${name}"`);
  const more = unread.length > mostNamed ? [`${unread.length - mostNamed} more`] : [];
  const reason = `only the sheet "${read}" was read, and not ${[...named, ...more].join(', ')}`;
  return [
    { line: 0, reason, remedy: 'If they belong to it, put their rows into that sheet, or import each as a file' },
  ];
}

async function holdsRows(archive: Archive, part: string, context: CellContext): Promise<boolean> {
  const rows = new SheetRows(context);
  try {
    for await (const _ of readXml(archive, part, rows, largestPartBytes)) if (!rows.isEmpty) return true;
  } catch (error) {
    if (error instanceof FileFault) return true;
    throw error;
  }
  return !rows.isEmpty;
}
