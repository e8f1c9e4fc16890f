import { readCsvTable } from './csv-table.js';
import { readFileStart } from './file-bytes.js';
import { refuseChanged, stampIn, statFile } from './file-fault.js';
import { tableFormat } from './file-format.js';
import { readJsonlTable } from './jsonl-table.js';
import type { Table, TableColumn, TableContents, TableEncoding, TableFormat } from './table-contents.js';

export type * from './table-contents.js';
export { tableEncodings } from './table-contents.js';

/**
 * Opens a CSV, JSON Lines or XLSX file, told apart by what is in it. It is read when the batches are asked for, once,
 * a piece at a time; nothing stays open when they are not, or no longer.
 * @param columns those that are expected; the header of JSON Lines, in this order
 * @param encoding what the text is in, where whoever imports it says so
 * @throws FileFault when it is none of the three
 */
export async function openTable(
  file: string,
  columns: readonly TableColumn[],
  encoding: TableEncoding | null = null,
): Promise<Table> {
  const stats = await statFile(file);
  const stamp = stampIn(stats);
  const format = await tableFormat(file, await readFileStart(file));
  const { batches, ...rest } = await contents[format](file, columns, encoding);
  return { format, totalBytes: Number(stats.size), stamp, ...rest, batches: whileUnchanged(file, stamp, batches) };
}

/**
 * A file that is written to while it is read gives rows of both, or some of them: what has been given out is worth nothing then.
 * @throws FileFault once it is read, when it is no longer what it was
 */
async function* whileUnchanged(file: string, stamp: string, batches: Table['batches']): Table['batches'] {
  try {
    yield* batches;
  } catch (error) {
    await refuseChanged(file, stamp);
    throw error;
  }
  await refuseChanged(file, stamp);
}

type Open = (
  file: string,
  columns: readonly TableColumn[],
  encoding: TableEncoding | null,
) => TableContents | Promise<TableContents>;

const contents: Record<TableFormat, Open> = {
  csv: (file, _, encoding) => readCsvTable(file, encoding),
  jsonl: readJsonlTable,
  // Zip and XML are read by libraries that the other formats need not wait for.
  xlsx: async (file, columns) => (await import('./xlsx/xlsx-table.js')).readXlsxTable(file, columns),
};
