import type { Proposal } from '../services/publications/release-draft.js';
import { bindHeader, type HeaderBinding, sampleHeading } from './header.js';
import { LineSet } from './line-set.js';
import { createRowReader, type RowReader } from './row.js';
import { ProblemLog, type RowProblem } from './row-problem.js';
import type { DatasetSchema } from './schema.js';
import type { TableRow } from './tables/table.js';
import { Uniqueness } from './uniqueness.js';

/** How many problems are kept for showing; all are counted. */
const shownProblems = 100;

/** A row that was refused, with every reason. */
export interface RefusedRow {
  readonly row: TableRow;
  readonly problems: readonly RowProblem[];
}

export interface RowCheckOptions {
  /** Whether the rows are imported as made up; otherwise rows that say so are refused, and the other way round. */
  readonly takesSamples: boolean;
  /** Whether to look for ids that come twice; false where the database does. */
  readonly watchesIds: boolean;
}

/** Judges the rows of one file, and makes proposals of the good ones. */
export class RowCheck {
  header: HeaderBinding | null = null;
  /** The header as it stood. */
  heading: readonly string[] = [];
  /** Rows below the header, blank lines not counted. */
  rows = 0;
  /** False when something concerns the whole file, so that not even its good rows can be taken. */
  usable = true;
  readonly refusedLines = new LineSet();
  readonly problems = new ProblemLog(shownProblems);
  readonly warnings = new ProblemLog(shownProblems);
  private readRow: RowReader | null = null;
  private uniqueness: Uniqueness | null = null;
  private sampleColumn = -1;

  constructor(
    private readonly dataset: DatasetSchema,
    /** Told of every row that is refused on its own account. */
    private readonly onRefused: (refused: RefusedRow) => void,
    private readonly options: RowCheckOptions,
  ) {}

  /** @returns proposals of the good rows; the first row of a file is its header */
  take(rows: readonly TableRow[]): readonly Proposal[] {
    const proposals: Proposal[] = [];
    for (const row of rows) {
      if (!this.usable) break;
      if (!this.readRow) this.takeHeader(row);
      else {
        this.rows++;
        const proposal = row.fault ? this.refuse(row, [faultOf(row, row.fault)]) : this.judge(this.readRow, row);
        if (proposal) proposals.push(proposal);
      }
    }
    return proposals;
  }

  /**
   * What can only be said once the whole file has been read.
   * @returns the lines that repeat what may not repeat
   */
  conclude(): readonly number[] {
    if (!this.usable) return [];
    if (!this.header) this.refuseFile(0, 'holds only blank lines', 'Export it again, with its header line');
    else if (this.rows === 0) this.refuseFile(0, 'has a header and no rows', 'Export it again');
    const repeats: number[] = [];
    for (const problem of this.uniqueness?.repeats() ?? []) {
      this.problems.add(problem);
      this.refusedLines.add(problem.line);
      repeats.push(problem.line);
    }
    return repeats;
  }

  refuseFile(line: number, reason: string, remedy: string): void {
    this.usable = false;
    this.problems.add({ line, column: 1, columnName: null, value: null, reason, remedy });
  }

  close(): void {
    this.uniqueness?.close();
  }

  private takeHeader(row: TableRow): void {
    const bound = bindHeader(this.dataset, row.cells, row.line);
    if (!bound.ok) {
      this.usable = false;
      for (const problem of bound.problems) this.problems.add(problem);
      return;
    }
    this.heading = row.cells;
    this.sampleColumn = row.cells.findIndex((heading) => heading.trim() === sampleHeading);
    this.header = bound.binding;
    this.readRow = createRowReader(this.dataset, bound.binding);
    this.uniqueness = new Uniqueness(this.dataset, bound.binding, this.options.watchesIds);
  }

  private judge(readRow: RowReader, row: TableRow): Proposal | null {
    const mark = this.markFault(row);
    if (mark) return this.refuse(row, [mark]);
    const read = readRow(row.cells, row.line);
    for (const warning of read.warnings) this.warnings.add(warning);
    if (!read.isGood) return this.refuse(row, read.problems);
    this.uniqueness?.add(read, row.line);
    const raw = row.raw ?? (read.isAsItStood ? null : JSON.stringify(row.cells));
    return { id: read.id, line: row.line, values: read.json, raw, keys: read.keys };
  }

  /** Where rows say which of them are made up, those and the others are not imported as one. */
  private markFault({ cells, raw, line }: TableRow): RowProblem | null {
    if (raw === null && this.sampleColumn < 0) return null;
    const isMarked = raw === null ? (cells[this.sampleColumn] ?? '').trim() !== '' : markedLine.test(raw);
    if (isMarked === this.options.takesSamples || (!isMarked && raw !== null)) return null;
    const reason = isMarked ? 'marks the row as made up (示例)' : 'does not mark the row as made up (示例)';
    const remedy = isMarked
      ? 'Import such rows with --sample, or leave them out'
      : 'Import such rows without --sample, or leave them out';
    return { line, column: 1, columnName: sampleHeading, value: null, reason, remedy };
  }

  private refuse(row: TableRow, problems: readonly RowProblem[]): null {
    for (const problem of problems) this.problems.add(problem);
    this.refusedLines.add(row.line);
    this.onRefused({ row, problems });
    return null;
  }
}

function faultOf({ line }: TableRow, fault: NonNullable<TableRow['fault']>): RowProblem {
  return { line, ...fault };
}

const markedLine = /"yibo:sample"\s*:\s*(?:true|"[^"]+")/;
