import { CsvError, type Options, parse } from 'csv-parse/sync';
import { FileBytes } from './file-bytes.js';
import { FileFault } from './file-fault.js';
import { LineTally } from './line-tally.js';
import { unclosedQuote } from './long-row.js';
import { noSheet, type TableBatch, type TableContents, type TableEncoding, type TableRow } from './table-contents.js';
import { lineBreak, linesOf, TextPieces } from './text-pieces.js';

const otherDelimiters = [';', '\t'];
const none: readonly never[] = [];

/** Reads a CSV file (RFC 4180, or with semicolons or tabs), every cell as text. */
export function readCsvTable(file: string, encoding: TableEncoding | null = null): TableContents {
  const bytes = new FileBytes(file);
  const pieces = new TextPieces(bytes, true, encoding);
  const told: Told = { delimiter: null, blank: new LineTally() };
  return {
    batches: batchesOf(pieces, told),
    sha256: () => bytes.sha256(),
    doubts: () => none,
    reading: () => ({ ...noSheet, ...pieces.reading, delimiter: told.delimiter, blank: told.blank }),
  };
}

/** What is told of the file while it is read. */
interface Told {
  delimiter: string | null;
  readonly blank: LineTally;
}

async function* batchesOf(pieces: TextPieces, told: Told): AsyncGenerator<TableBatch> {
  const numbered = (table: readonly (readonly string[])[], mayBreak: boolean): TableRow[] => {
    const rows: TableRow[] = [];
    let { line } = pieces;
    for (const cells of table) {
      if (cells.length > 1 || (cells[0] ?? '').trim() !== '') rows.push({ cells, line, raw: null });
      else told.blank.add(line);
      line += mayBreak ? 1 + lineBreaksIn(cells) : 1;
    }
    pieces.line = line;
    return rows;
  };
  for await (const { text, hasQuotes, bytes } of pieces.pieces()) {
    told.delimiter ??= delimiterOf(text);
    const delimiter = told.delimiter ?? ',';
    if (!hasQuotes) {
      yield { rows: numbered(splitPlain(text, delimiter), false), bytes };
      continue;
    }
    const { table, error } = parseQuoted(text, delimiter);
    yield { rows: numbered(table, true), bytes };
    if (error) throw faultOf(error, pieces.line);
  }
}

/** Without a quote a row is a line and a comma is a comma: several times as fast as the parser. */
function splitPlain(text: string, delimiter: string): string[][] {
  const rows: string[][] = [];
  for (const line of linesOf(text)) rows.push(line.split(delimiter));
  return rows;
}

function parseQuoted(text: string, delimiter: string): { readonly table: string[][]; readonly error?: CsvError } {
  // Rows of the wrong length are given out: the reader of rows can say more about them.
  const options: Options = { delimiter, relax_column_count: true, record_delimiter: ['\r\n', '\n', '\r'] };
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
    if (cell.includes('\n') || cell.includes('\r')) count += cell.split(lineBreak).length - 1;
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

/**
 * Tells what separates the cells: a comma, unless the header has none and has semicolons or tabs. Spreadsheet programs
 * write those where the comma is the decimal mark, and for "text with tabs".
 * @param text how the file begins, in whole rows
 * @returns null when there are only blank lines so far
 */
function delimiterOf(text: string): string | null {
  // A quoted heading may hold anything, line breaks too.
  const header = linesOf(text.replace(/"[^"]*"/g, '""')).find((line) => line.trim() !== '');
  if (header === undefined) return null;
  if (header.includes(',')) return ',';
  const [first] = otherDelimiters.toSorted((a, b) => countOf(header, b) - countOf(header, a));
  return first !== undefined && header.includes(first) ? first : ',';
}

function countOf(text: string, mark: string): number {
  return text.split(mark).length - 1;
}
