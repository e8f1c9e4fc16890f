import { FileBytes } from '../file-bytes.js';
import { FileFault, shownDetail } from '../file-fault.js';
import type { TableBatch, TableContents, TableDoubt } from '../table-contents.js';
import { Archive, largestPartBytes } from './archive.js';
import type { CellContext } from './cell.js';
import { readNumberFormats } from './number-formats.js';
import { SharedTexts } from './shared-texts.js';
import { SheetRows } from './sheet.js';
import { readWorkbook, type Worksheet } from './workbook.js';
import { readXml } from './xml.js';

/** How many sheets that were not read are named. */
const mostNamed = 10;

/** Reads the first visible worksheet that holds anything of an XLSX workbook, every cell as text. */
export function readXlsxTable(file: string): TableContents {
  const bytes = new FileBytes(file);
  const doubts: TableDoubt[] = [];
  return {
    batches: batchesOf(file, bytes, doubts),
    encoding: () => 'UTF-8',
    sha256: () => bytes.sha256(),
    doubts: () => doubts,
  };
}

async function* batchesOf(file: string, bytes: FileBytes, doubts: TableDoubt[]): AsyncGenerator<TableBatch> {
  // An archive is not read from its first byte to its last, so its hash takes a pass of its own.
  for await (const _ of bytes.pieces());
  const archive = await Archive.open(file);
  try {
    const { sheets, sharedTexts, styles, countsFrom1904 } = await readWorkbook(archive);
    const formats = await readNumberFormats(archive, styles);
    const texts = await SharedTexts.read(archive, sharedTexts);
    const context = { texts, formats, countsFrom1904 };
    for (const [place, sheet] of sheets.entries()) {
      const rows = new SheetRows(context);
      let share = 0;
      const progress = (read: number) => {
        share = read;
      };
      for await (const _ of readXml(archive, sheet.part, rows, largestPartBytes, progress)) {
        yield { rows: rows.take(), bytes: Math.round(Math.min(1, share) * bytes.read) };
      }
      if (rows.isEmpty) continue;
      doubts.push(...hiddenDoubts(rows), ...(await unreadDoubts(archive, sheet, sheets.slice(place + 1), context)));
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

/** Tells of the sheets behind the one that was read that hold anything too. */
async function unreadDoubts(
  archive: Archive,
  read: Worksheet,
  others: readonly Worksheet[],
  context: CellContext,
): Promise<readonly TableDoubt[]> {
  const unread: string[] = [];
  for (const { name, part } of others)
    if (await holdsRows(archive, part, context)) unread.push(`"${shownDetail(name)}"`);
  if (unread.length === 0) return [];
  const more = unread.length > mostNamed ? [`${unread.length - mostNamed} more`] : [];
  const reason = `only the sheet "${shownDetail(read.name)}" was read, and not ${[...unread.slice(0, mostNamed), ...more].join(', ')}`;
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
