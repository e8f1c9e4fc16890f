import type { CountedLines } from './line-tally.js';
import type { Rewriting } from './rewritings.js';

/** One row of a table, every cell as text. */
export interface TableRow {
  readonly cells: readonly string[];
  /** CSV and JSON Lines: the line on which the row begins, counted from 1. XLSX: the sheet's number of the row. */
  readonly line: number;
  /** JSON Lines: the line as it stands. */
  readonly raw: string | null;
  /** JSON Lines: the properties of the line that are notes, by name; true is `true`, and what is no text is empty. */
  readonly notes?: ReadonlyMap<string, string>;
  /** Why this row cannot be taken; its cells may be incomplete then. */
  readonly fault?: RowFault;
}

/** This row cannot be read; others can. */
export interface RowFault {
  /** The column's heading; null when the row as a whole is meant. */
  readonly columnName: string | null;
  /** XLSX: which column, counted from 1. JSON Lines: which character of the line, counted from 1. */
  readonly column: number;
  readonly value: string | null;
  readonly reason: string;
  readonly remedy: string;
}

/** Something about the file that its reader should know, though its rows can be taken. */
export interface TableDoubt {
  /** 0 for the file as a whole. */
  readonly line: number;
  readonly reason: string;
  readonly remedy: string;
}

export interface TableBatch {
  readonly rows: readonly TableRow[];
  /** How much of the file has been read to get them. */
  readonly bytes: number;
}

export type TableFormat = 'csv' | 'jsonl' | 'xlsx';

/** The first two are told from each other; the others are read when whoever imports a file says so. */
export const tableEncodings = ['UTF-8', 'GB18030', 'Big5', 'EUC-KR', 'EUC-JP', 'Shift_JIS', 'windows-1252'] as const;

export type TableEncoding = (typeof tableEncodings)[number];

/** How a file was read, for whoever has to judge whether that was right. */
export interface TableReading {
  readonly encoding: TableEncoding;
  /** `ascii`: any would do. `certain`: nothing else fits. `likely`: told by what it makes of the bytes. `given`: not looked at. */
  readonly encodingIs: 'ascii' | 'certain' | 'likely' | 'given';
  /** Where the encoding is not certain: some text that it makes, to be looked at. */
  readonly encodingSample: { readonly line: number; readonly text: string } | null;
  /** CSV: what separates the cells. */
  readonly delimiter: string | null;
  /** XLSX: the sheet that was read, and those that hold anything and were not. */
  readonly sheet: string | null;
  readonly otherSheets: readonly string[];
  /** Blank lines and rows, which are passed over. */
  readonly blank: CountedLines;
  /** XLSX: cells that hold one thing and show another, which is what was read. */
  readonly rewritten: readonly Rewriting[];
}

/** A file as one table. */
export interface Table {
  readonly format: TableFormat;
  readonly totalBytes: number;
  /** What the file was when it was opened; it is another once the file has been written to. */
  readonly stamp: string;
  /**
   * The rows in pieces, blank ones left out. The first row is the header; JSON Lines have none in the file, so theirs
   * is made from the columns asked for and stands on line 0.
   * @throws FileFault where the file cannot be read on; the rows before have been given out
   */
  readonly batches: AsyncGenerator<TableBatch>;
  /** Of the file's bytes, in hexadecimal; once the batches have come to their end. */
  readonly sha256: () => string;
  /** What is to be said of the file as a whole; once the batches have come to their end. */
  readonly doubts: () => readonly TableDoubt[];
  /** How the file has been read so far. */
  readonly reading: () => TableReading;
}

/** A column that is expected; a property of JSON Lines may be called by its name or its title. */
export interface TableColumn {
  readonly name: string;
  readonly title: string;
  /** Only where this is `list` may a property hold a list. */
  readonly type: string;
  /** What separates the items of a list. */
  readonly delimiter: string;
}

/** What the reader of one format gives; the rest of a table is the same for all. */
export type TableContents = Pick<Table, 'batches' | 'sha256' | 'doubts' | 'reading'>;

/** What is told of text: it has no sheets, and its cells show what they hold. */
export const noSheet = { sheet: null, otherSheets: [], rewritten: [] } as const;
