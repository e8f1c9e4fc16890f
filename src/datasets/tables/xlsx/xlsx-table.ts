import { stat } from 'node:fs/promises';
import { FileBytes } from '../file-bytes.js';
import { FileFault, readingFault } from '../file-fault.js';
import type { TableBatch, TableContents } from '../table-contents.js';
import { Archive, largestPartBytes } from './archive.js';
import { readNumberFormats } from './number-formats.js';
import { SharedTexts } from './shared-texts.js';
import { SheetRows } from './sheet.js';
import { readWorkbook } from './workbook.js';
import { readXml } from './xml.js';

/** Reads the first visible worksheet that holds anything of an XLSX workbook, every cell as text. */
export function readXlsxTable(file: string): TableContents {
  const bytes = new FileBytes(file);
  return { batches: batchesOf(file, bytes), encoding: () => 'UTF-8', sha256: () => bytes.sha256() };
}

async function* batchesOf(file: string, bytes: FileBytes): AsyncGenerator<TableBatch> {
  const before = await stampOf(file);
  // An archive is not read from its first byte to its last, so its hash takes a pass of its own.
  for await (const _ of bytes.pieces());
  const archive = await Archive.open(file);
  try {
    const { sheets, sharedTexts, styles, countsFrom1904 } = await readWorkbook(archive);
    const formats = await readNumberFormats(archive, styles);
    const texts = await SharedTexts.read(archive, sharedTexts);
    for (const sheet of sheets) {
      const rows = new SheetRows({ texts, formats, countsFrom1904 });
      let share = 0;
      const progress = (read: number) => {
        share = read;
      };
      for await (const _ of readXml(archive, sheet, rows, largestPartBytes, progress)) {
        yield { rows: rows.take(), bytes: Math.round(Math.min(1, share) * bytes.read) };
      }
      if (!rows.isEmpty) break;
    }
  } finally {
    await archive.close();
  }
  if ((await stampOf(file)) !== before) {
    throw new FileFault(0, 'changed while it was being read', 'Import it again');
  }
}

async function stampOf(file: string): Promise<string> {
  const { size, mtimeMs, ino } = await stat(file).catch((error: unknown) => {
    throw readingFault(error);
  });
  return `${size} ${mtimeMs} ${ino}`;
}
