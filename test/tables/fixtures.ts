import { existsSync, readdirSync, readlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { FileFault } from '../../src/tables/file-fault.js';
import { openTable, type Table, type TableColumn, type TableRow } from '../../src/tables/table.js';
import { folderOfFile } from '../left-behind.js';

let files = 0;

export function fileOf(content: string | Uint8Array, extension = '.csv'): string {
  const file = join(folderOfFile('yibo-tables-'), `${++files}${extension}`);
  writeFileSync(file, content);
  return file;
}

export const columns: readonly TableColumn[] = [
  { name: 'bottle_code', title: '瓶号', type: 'string', delimiter: ' ' },
  { name: 'name', title: '品名', type: 'string', delimiter: ' ' },
  { name: 'abv', title: '酒精度', type: 'string', delimiter: ' ' },
];

/** The same, each with a list in it. */
export const listColumns: readonly TableColumn[] = columns.map((column) => ({ ...column, type: 'list' }));

export interface ReadTable {
  readonly rows: readonly TableRow[];
  /** The rows' cells, the header first. */
  readonly cells: readonly (readonly string[])[];
  readonly lines: readonly number[];
  /** Why the file could not be read on: its line and message. */
  readonly stopped: string | null;
  readonly table: Table | null;
  readonly bytes: readonly number[];
}

/** Reads a file to its end, or to where it cannot be read on. Any other error than a FileFault is thrown. */
export async function readTable(file: string, expected = columns): Promise<ReadTable> {
  const rows: TableRow[] = [];
  const bytes: number[] = [];
  let table: Table | null = null;
  let stopped: string | null = null;
  try {
    table = await openTable(file, expected);
    for await (const batch of table.batches) {
      // Not by spreading: a batch may have more rows than a call takes arguments.
      for (const row of batch.rows) rows.push(row);
      bytes.push(batch.bytes);
    }
  } catch (error) {
    if (!(error instanceof FileFault)) throw error;
    stopped = `${error.line}: ${error.message}`;
  }
  return { rows, cells: rows.map(({ cells }) => cells), lines: rows.map(({ line }) => line), stopped, table, bytes };
}

export const readText = (content: string | Uint8Array, extension = '.csv', expected = columns) =>
  readTable(fileOf(content, extension), expected);

/** The faults of rows as `line:column name value reason. remedy`. */
export function faultsOf(rows: readonly TableRow[]): string[] {
  return rows.flatMap(({ line, fault }) => {
    if (!fault) return [];
    const { columnName, column, value, reason, remedy } = fault;
    return [`${line}:${column} ${columnName ?? '-'} ${value === null ? '-' : `"${value}"`} ${reason}. ${remedy}`];
  });
}

/** @returns the files that this process has open, where the system tells */
export function openPaths(): string[] {
  if (!existsSync('/proc/self/fd')) return [];
  return readdirSync('/proc/self/fd').map((fd) => {
    try {
      return readlinkSync(`/proc/self/fd/${fd}`);
    } catch {
      return '';
    }
  });
}
