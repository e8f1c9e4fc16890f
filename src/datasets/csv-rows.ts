import { CsvError, type Options, parse } from 'csv-parse/sync';
import { FileFault } from './csv-file.js';
import { readCsvPieces, unclosedQuote } from './csv-pieces.js';

/** One row of a file; `line` is where it begins, counted from 1. */
export interface CsvRow {
  readonly cells: readonly string[];
  readonly line: number;
}

/** Some rows, and how much of the file has been read to get them. */
export interface CsvBatch {
  readonly rows: readonly CsvRow[];
  readonly bytes: number;
}

// Rows of the wrong length are given out: the reader of rows can say more about them.
const options: Options = { relax_column_count: true, record_delimiter: ['\r\n', '\n', '\r'] };

/**
 * Reads a CSV file (RFC 4180, UTF-8, a BOM tolerated) a piece at a time, every cell as text.
 * @returns batches of rows, blank lines left out, the header first
 * @throws FileFault where it cannot be read on; the rows before it have been given out
 */
export async function* readCsvRows(file: string): AsyncGenerator<CsvBatch> {
  let line = 1;
  const numbered = (table: readonly (readonly string[])[], mayBreak: boolean): CsvRow[] => {
    const rows: CsvRow[] = [];
    for (const cells of table) {
      if (cells.length > 1 || (cells[0] ?? '').trim() !== '') rows.push({ cells, line });
      line += mayBreak ? 1 + lineBreaksIn(cells) : 1;
    }
    return rows;
  };
  for await (const { text, hasQuotes, bytes } of readCsvPieces(file, () => line)) {
    if (!hasQuotes) {
      yield { rows: numbered(splitPlain(text), false), bytes };
      continue;
    }
    const { table, error } = parseQuoted(text);
    yield { rows: numbered(table, true), bytes };
    if (error) throw faultOf(error, line);
  }
}

/** Without a quote a row is a line and a comma is a comma: several times as fast as the parser. */
function splitPlain(text: string): string[][] {
  const lines = text.includes('\r') ? text.split(/\r\n|\n|\r/) : text.split('\n');
  if (lines.at(-1) === '') lines.pop();
  return lines.map((line) => line.split(','));
}

function parseQuoted(text: string): { readonly table: string[][]; readonly error?: CsvError } {
  try {
    return { table: parse(text, options) };
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    const before = Number(error.records ?? 0);
    return { table: before > 0 ? parse(text, { ...options, to: before }) : [], error };
  }
}

function lineBreaksIn(cells: readonly string[]): number {
  let count = 0;
  for (const cell of cells) {
    for (let at = cell.indexOf('\n'); at >= 0; at = cell.indexOf('\n', at + 1)) count++;
  }
  return count;
}

function faultOf(error: CsvError, line: number): FileFault {
  if (error.code === 'CSV_QUOTE_NOT_CLOSED') return unclosedQuote(line);
  return new FileFault(
    line,
    'the row that begins here has a double quote in the middle of a value; the rest of the file was not read',
    'Put the value into double quotes, and write "" for the quote inside it',
  );
}
