import { suggestion } from '../../content/problem.js';
import { FileBytes } from './file-bytes.js';
import { JsonFault, type JsonValue, readFlatObject } from './flat-json.js';
import type { RowFault, TableBatch, TableColumn, TableContents, TableRow } from './table-contents.js';
import { linesOf, TextPieces } from './text-pieces.js';

/** Members whose name begins so are remarks about the row, not facts. */
const remark = 'yibo:';

/** Reads JSON Lines: one flat object per line, every value as the text it is written with. */
export function readJsonlTable(file: string, columns: readonly TableColumn[]): TableContents {
  const bytes = new FileBytes(file);
  const pieces = new TextPieces(bytes, false);
  return { batches: batchesOf(pieces, columns), encoding: () => pieces.encoding, sha256: () => bytes.sha256() };
}

async function* batchesOf(pieces: TextPieces, columns: readonly TableColumn[]): AsyncGenerator<TableBatch> {
  const readLine = createLineReader(columns);
  yield { rows: [{ cells: columns.map(({ name }) => name), line: 0, raw: null }], bytes: 0 };
  for await (const { text, bytes } of pieces.pieces()) {
    const rows: TableRow[] = [];
    for (const line of linesOf(text)) {
      if (line.trim() !== '') rows.push(readLine(line, pieces.line));
      pieces.line++;
    }
    yield { rows, bytes };
  }
}

/** Compiles the columns into a reader of lines; a member may be called by its column's name or title. */
function createLineReader(columns: readonly TableColumn[]): (text: string, line: number) => TableRow {
  const places = new Map<string, number>();
  for (const [place, { name, title }] of columns.entries()) places.set(name, place).set(title, place);
  const placeOf = (member: string) => {
    const place = places.get(member);
    if (place !== undefined) return place;
    const heading = member.normalize('NFKC').trim();
    return places.get(heading) ?? places.get(heading.toLowerCase());
  };

  return (text, line) => {
    const cells: string[] = columns.map(() => '');
    const given: boolean[] = [];
    let fault: RowFault | undefined;
    const refuse = (columnName: string | null, at: number, value: string | null, reason: string, remedy: string) => {
      fault ??= { columnName, column: at + 1, value, reason, remedy };
    };
    try {
      readFlatObject(text, (member, value, at) => {
        if (member.startsWith(remark)) return;
        const place = placeOf(member);
        if (place === undefined) {
          const known = columns.map(({ name, title }) => (/^\p{ASCII}*$/u.test(member) ? name : title));
          return refuse(
            member,
            at,
            null,
            'is not in the schema',
            `Remove it or rename it.${suggestion(member, known)}`,
          );
        }
        if (given[place]) return refuse(member, at, null, 'is given twice', 'Remove one of the two');
        given[place] = true;
        const cell = cellOf(value);
        if (typeof cell === 'string') cells[place] = cell;
        else refuse(member, at, null, cell.reason, cell.remedy);
      });
    } catch (error) {
      if (!(error instanceof JsonFault)) throw error;
      refuse(null, error.at, null, error.reason, error.remedy);
    }
    return fault ? { cells, line, raw: text, fault } : { cells, line, raw: text };
  };
}

function cellOf(value: JsonValue): string | Pick<RowFault, 'reason' | 'remedy'> {
  switch (value.kind) {
    case 'text':
      return value.text;
    case 'list':
      return value.items.join(' ');
    case 'object':
      return { reason: 'holds an object', remedy: 'Write each of its members as a member of the row itself' };
    case 'mixed':
      return { reason: 'holds a list of other things than texts and numbers', remedy: 'Write only those' };
  }
}
