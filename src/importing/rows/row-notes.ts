import { noteNames } from '../../domain/disclosure/note-names.js';
import { plainHeading } from '../../domain/values/heading.js';
import type { TableRow } from '../../tables/table.js';
import type { RowProblem } from './row-problem.js';

/** By these words in a note, a row that repeats another is known again. */
export const repeatWords = 'repeats an earlier row';

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
    this.sampleColumn = names.indexOf(noteNames.sample);
    this.problemColumn = names.indexOf(noteNames.problem);
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
    const isMarked = noteIn(row, noteNames.sample, this.sampleColumn) !== '';
    if (isMarked === this.takesSamples || (!isMarked && row.raw !== null)) return null;
    const reason = isMarked ? 'marks the row as made up (示例)' : 'does not mark the row as made up (示例)';
    const remedy = isMarked
      ? 'Import such rows with --sample, or leave them out'
      : 'Import such rows without --sample, or leave them out';
    const column = this.sampleColumn + 1;
    return { line: row.line, column, columnName: noteNames.sample, value: null, reason, remedy };
  }

  /** Imported as it is, a row that was refused for repeating another would pass for a correction of that one. */
  private repeatProblem(row: TableRow): RowProblem | null {
    if (!noteIn(row, noteNames.problem, this.problemColumn).includes(repeatWords)) return null;
    const reason = `says that the row ${repeatWords}`;
    const remedy = 'Find out which of the two is right: if this one, delete the note; if the other, delete this row';
    const column = this.problemColumn + 1;
    return { line: row.line, column, columnName: noteNames.problem, value: null, reason, remedy };
  }
}

function noteIn(row: TableRow, name: string, column: number): string {
  return row.raw === null ? (row.cells[column] ?? '').trim() : (row.notes?.get(name) ?? '');
}
