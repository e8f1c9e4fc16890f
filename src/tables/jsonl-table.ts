import { suggestion } from '../authored/problem.js';
import { noteMark } from '../domain/disclosure/note-names.js';
import type { Complaint } from '../domain/values/complaint.js';
import { FileBytes } from './file-bytes.js';
import { JsonFault, type JsonValue, readFlatObject } from './flat-json.js';
import { columnFinder } from './heading.js';
import { LineTally } from './line-tally.js';
import {
  noSheet,
  type RowFault,
  type TableBatch,
  type TableColumn,
  type TableContents,
  type TableEncoding,
  type TableRow,
} from './table-contents.js';
import { linesOf, TextPieces } from './text-pieces.js';

const none: readonly never[] = [];

/** Reads JSON Lines: one flat object per line, every value as the text it is written with. */
export function readJsonlTable(
  file: string,
  columns: readonly TableColumn[],
  encoding: TableEncoding | null = null,
): TableContents {
  const bytes = new FileBytes(file);
  const pieces = new TextPieces(bytes, false, encoding);
  const blank = new LineTally();
  return {
    batches: batchesOf(pieces, columns, blank),
    sha256: () => bytes.sha256(),
    doubts: () => none,
    reading: () => ({ ...noSheet, ...pieces.reading, delimiter: null, blank }),
  };
}

async function* batchesOf(
  pieces: TextPieces,
  columns: readonly TableColumn[],
  blank: LineTally,
): AsyncGenerator<TableBatch> {
  const readLine = createLineReader(columns);
  yield { rows: [{ cells: columns.map(({ name }) => name), line: 0, raw: null }], bytes: 0 };
  for await (const { text, bytes } of pieces.pieces()) {
    const rows: TableRow[] = [];
    for (const line of linesOf(text)) {
      if (line.trim() !== '') rows.push(readLine(line, pieces.line));
      else blank.add(pieces.line);
      pieces.line++;
    }
    yield { rows, bytes };
  }
}

/** Compiles the columns into a reader of lines; a property may be called by its column's name or title. */
function createLineReader(columns: readonly TableColumn[]): (text: string, line: number) => TableRow {
  const columnOf = columnFinder(columns);
  return (text, line) => {
    const cells: string[] = columns.map(() => '');
    const given: boolean[] = [];
    let notes: Map<string, string> | undefined;
    let fault: RowFault | undefined;
    const refuse = (columnName: string | null, at: number, { reason, remedy }: Complaint) => {
      fault ??= { columnName, column: at + 1, value: null, reason, remedy };
    };
    try {
      readFlatObject(text, (property, value, at) => {
        if (property.startsWith(noteMark)) {
          notes ??= new Map();
          notes.set(property, noteText(value));
          return;
        }
        const index = columnOf(property);
        const column = columns[index ?? -1];
        if (index === undefined || !column) return refuse(property, at, unknownComplaint(property, columns));
        if (given[index]) return refuse(property, at, { reason: 'is given twice', remedy: 'Remove one of the two' });
        given[index] = true;
        const cell = cellOf(value, column);
        if (typeof cell === 'string') cells[index] = cell;
        else refuse(property, at, cell);
      });
    } catch (error) {
      if (!(error instanceof JsonFault)) throw error;
      refuse(null, error.at, error);
    }
    const row = { cells, line, raw: text, ...(notes && { notes }) };
    return fault ? { ...row, fault } : row;
  };
}

/**
 * Finds a property in a line that has been read.
 * @returns which character of the line its value begins with, counted from 1; 0 when the line has no such property
 */
export function characterOf(line: string, column: Pick<TableColumn, 'name' | 'title'>): number {
  const columnOf = columnFinder([column]);
  let found = 0;
  readFlatObject(line, (property, _, at) => {
    if (found === 0 && columnOf(property) !== undefined) found = at + 1;
  });
  return found;
}

function unknownComplaint(property: string, columns: readonly TableColumn[]): Complaint {
  const known = columns.map(({ name, title }) => (/^\p{ASCII}*$/u.test(property) ? name : title));
  return { reason: 'is not in the schema', remedy: `Remove it or rename it.${suggestion(property, known)}` };
}

function noteText(value: JsonValue): string {
  return value.kind === 'text' || (value.kind === 'truth' && value.text === 'true') ? value.text : '';
}

function cellOf(value: JsonValue, { type, delimiter }: TableColumn): string | Complaint {
  const asText = 'Write it as one text, in double quotes';
  switch (value.kind) {
    case 'text':
      return value.text;
    case 'null':
      return '';
    case 'truth':
      return { reason: `holds the logical value ${value.text}, and no text`, remedy: asText };
    case 'object':
      return { reason: 'holds an object', remedy: 'Write each of its properties as a property of the row itself' };
    case 'mixed':
    case 'list':
      if (type !== 'list') return { reason: 'holds a list', remedy: asText };
      return value.kind === 'list' ? listText(value.items, delimiter) : mixedComplaint;
  }
}

const mixedComplaint: Complaint = {
  reason: 'holds a list of other things than texts and numbers',
  remedy: 'Write only those',
};

function listText(items: readonly string[], delimiter: string): string | Complaint {
  if (!items.some((item) => item.includes(delimiter))) return items.join(delimiter);
  return { reason: `holds a list with "${delimiter}" inside an item, which separates items`, remedy: 'Take it out' };
}
