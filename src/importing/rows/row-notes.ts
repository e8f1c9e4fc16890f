import type { TableRow } from '../../tables/table.js';
import { plainHeading, problemHeading, repeatWords, sampleHeading } from '../notes.js';
import type { RowProblem } from './row-problem.js';

/** What the notes beside a row (columns or properties that begin with `yibo:`) say against taking it. */
export class RowNotes {
  private readonly sampleColumn: number;
  private readonly problemColumn: number;
  private readonly hasColumns: boolean;

  /**
   * @param heading the header as it stands in the file
   * @param takesSamples whether the rows are imported as made up
   */
  constructor(
    heading: readonly string[],
    private readonly takesSamples: boolean,
  ) {
    const names = heading.map(plainHeading);
    this.sampleColumn = names.indexOf(sampleHeading);
    this.problemColumn = names.indexOf(problemHeading);
    this.hasColumns = this.sampleColumn >= 0 || this.problemColumn >= 0;
  }

  /** @returns null for a row without notes, or with others */
  problemOf(row: TableRow): RowProblem | null {
    if (row.raw === null ? !this.hasColumns : !row.notes) return null;
    return this.sampleProblem(row) ?? this.repeatProblem(row);
  }

  /** Where rows say which of them are made up, those and the others are not imported as one. */
  private sampleProblem(row: TableRow): RowProblem | null {
    if (row.raw === null && this.sampleColumn < 0) return null;
    const isMarked = noteIn(row, sampleHeading, this.sampleColumn) !== '';
    if (isMarked === this.takesSamples || (!isMarked && row.raw !== null)) return null;
    const reason = isMarked ? 'marks the row as made up (示例)' : 'does not mark the row as made up (示例)';
    const remedy = isMarked
      ? 'Import such rows with --sample, or leave them out'
      : 'Import such rows without --sample, or leave them out';
    const column = this.sampleColumn + 1;
    return { line: row.line, column, columnName: sampleHeading, value: null, reason, remedy };
  }

  /** Imported as it is, a row that was refused for repeating another would pass for a correction of that one. */
  private repeatProblem(row: TableRow): RowProblem | null {
    if (!noteIn(row, problemHeading, this.problemColumn).includes(repeatWords)) return null;
    const reason = `says that the row ${repeatWords}`;
    const remedy = 'Find out which of the two is right: if this one, delete the note; if the other, delete this row';
    const column = this.problemColumn + 1;
    return { line: row.line, column, columnName: problemHeading, value: null, reason, remedy };
  }
}

function noteIn(row: TableRow, name: string, column: number): string {
  return row.raw === null ? (row.cells[column] ?? '').trim() : (row.notes?.get(name) ?? '');
}
