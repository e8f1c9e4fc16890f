import type { Proposal } from '../../disclosure/publishing/release-draft.js';
import { historyNotes } from '../../domain/disclosure/note-names.js';
import type { DatasetSchema } from '../../schemas/schema.js';
import { characterOf } from '../../tables/jsonl-table.js';
import { type CountedLines, LineTally, together } from '../../tables/line-tally.js';
import { Rewritings } from '../../tables/rewritings.js';
import type { Table, TableFormat, TableReading, TableRow } from '../../tables/table.js';
import { isBlankRow } from './blank-row.js';
import { type HeaderBinding, type HeaderResult, historyComplaint } from './header.js';
import { HeaderSearch } from './header-search.js';
import { LineSet } from './line-set.js';
import { PassedOver, type PassedRows } from './passed-over.js';
import { createRowReader, type GoodRow, type RowReader } from './row.js';
import { RowNotes } from './row-notes.js';
import { ProblemLog, type RowProblem } from './row-problem.js';

const none: CountedLines = { count: 0, first: [] };
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
  /** Told of every row that is good by itself. */
  readonly onGood?: (row: GoodRow, line: number) => void;
  /** Told of every row that is refused on its own account. */
  readonly onRefused?: (refused: RefusedRow) => void;
}

/** How a file was read: its encoding, its sheet, its header, and what was passed over or read in another form. */
export interface ImportReading extends Omit<TableReading, 'blank'> {
  /** Null where no line of the file is the header: in JSON Lines, and where none was found. */
  readonly headingLine: number | null;
  /** Columns without a heading, counted from 1; nothing stands in them in the rows that were taken. */
  readonly unnamedColumns: readonly number[];
  readonly passedOver: PassedRows;
}

/** Some rows of a file, judged. */
export interface JudgedRows {
  /** Of the good ones. */
  readonly proposals: readonly Proposal[];
  /** How much of the file has been read. */
  readonly bytes: number;
}

/** Judges the rows of one file, and makes proposals of the good ones. */
export class RowCheck {
  header: HeaderBinding | null = null;
  /** The header as it stood. */
  heading: readonly string[] = [];
  format: TableFormat | null = null;
  /** Rows below the header; those that are passed over are not counted. */
  rows = 0;
  headingLine: number | null = null;
  /** False when something concerns the whole file, so that not even its good rows can be taken. */
  usable = true;
  readonly refusedLines = new LineSet();
  readonly problems = new ProblemLog(shownProblems);
  readonly warnings = new ProblemLog(shownProblems);
  /** Warnings about the file as a whole. */
  doubts: readonly RowProblem[] = [];
  /** How the file was read; null until it has been opened. */
  private table: Table | null = null;
  private readonly rewritings = new Rewritings();
  /** Blank rows above the header. */
  private readonly blankAbove = new LineTally();
  private passed: PassedOver | null = null;
  private looksForHeadings = false;
  private readonly search: HeaderSearch;
  private readRow: RowReader | null = null;
  private notes: RowNotes;

  constructor(
    private readonly dataset: DatasetSchema,
    private readonly options: RowCheckOptions,
  ) {
    this.search = new HeaderSearch(dataset);
    this.notes = new RowNotes([], options.takesSamples);
  }

  /**
   * Reads a table to its end, or to where something concerns the whole file.
   * @throws FileFault where it cannot be read on
   */
  async *read(table: Table): AsyncGenerator<JudgedRows> {
    this.format = table.format;
    this.table = table;
    for await (const { rows, bytes } of table.batches) {
      yield { proposals: this.take(rows), bytes };
      if (!this.usable) return;
    }
    this.doubts = table.doubts().map((doubt) => ({ column: 1, columnName: null, value: null, ...doubt }));
  }

  /** @returns how the file has been read so far; null when it could not be opened */
  get reading(): ImportReading | null {
    if (!this.table) return null;
    const { blank, rewritten, ...reading } = this.table.reading();
    const { passed, blankAbove } = this;
    return {
      ...reading,
      headingLine: this.headingLine,
      unnamedColumns: (this.header?.unnamed ?? []).map((column) => column + 1),
      passedOver: {
        blank: together(together(blank, blankAbove), passed?.blank ?? none),
        totals: passed?.totals ?? none,
        headings: passed?.headings ?? none,
      },
      rewritten: [...rewritten, ...this.rewritings.list()],
    };
  }

  /** Says what can only be said of a file that has been read to its end: that there is nothing in it. */
  end(): void {
    if (!this.usable) return;
    const unfound = this.header ? null : this.search.end();
    if (unfound) this.takeHeader(unfound, [], 0);
    else if (!this.header) this.refuseFile(0, 'holds only blank lines', 'Export it again, with its header line');
    else if (this.rows === 0) this.refuseFile(0, 'has a header and no rows', 'Export it again');
  }

  /** Refuses a row for something about a field, or several joined by `/`, that came to light after it was judged. */
  refuseLater(problem: Omit<RowProblem, 'column'>): void {
    const [field = ''] = problem.columnName?.split('/') ?? [];
    // Which character of a line of JSON is not known any more.
    const column = this.format === 'jsonl' ? 0 : 1 + (this.header?.header.indexOf(field) ?? -1);
    this.problems.add({ ...problem, column });
    this.refusedLines.add(problem.line);
  }

  refuseFile(line: number, reason: string, remedy: string, columnName: string | null = null): void {
    this.usable = false;
    this.problems.add({ line, column: 1, columnName, value: null, reason, remedy });
  }

  private take(rows: readonly TableRow[]): readonly Proposal[] {
    const proposals: Proposal[] = [];
    for (const row of rows) {
      if (!this.usable) break;
      if (!this.readRow) {
        if (row.raw === null && isBlankRow(row.cells)) this.blankAbove.add(row.line);
        else this.takeHeader(this.search.take(row), row.cells, row.line);
      } else {
        this.rows++;
        const proposal = this.judge(this.readRow, row);
        if (proposal) proposals.push(proposal);
      }
    }
    return proposals;
  }

  private takeHeader(found: HeaderResult | null, cells: readonly string[], line: number): void {
    if (!found) return;
    if (!found.ok) {
      this.usable = false;
      for (const problem of found.problems) this.problems.add(problem);
      return;
    }
    this.heading = cells;
    this.header = found.binding;
    this.headingLine = line === 0 ? null : line;
    this.passed = new PassedOver(this.dataset, found.binding);
    this.looksForHeadings = line > 0 && this.passed.headingMayBeGood;
    this.notes = new RowNotes(cells, this.options.takesSamples);
    this.readRow = createRowReader(this.dataset, found.binding, this.format);
  }

  private judge(readRow: RowReader, row: TableRow): Proposal | null {
    if (row.notes && this.isOfHistory(row)) return null;
    if (row.fault) {
      if (this.isPassedOver(row)) return null;
      return this.refuse(row, [{ line: row.line, ...row.fault }]);
    }
    const note = this.notes.problemOf(row);
    if (note) return this.refuse(row, [this.placed(note, row)]);
    const read = readRow(row.cells, row.line);
    if (read.isGood ? this.isHeadingAgain(row) : this.isPassedOver(row)) return null;
    for (const warning of read.warnings) this.warnings.add(this.placed(warning, row));
    if (!read.isGood) {
      const problems = read.problems.map((problem) => this.placed(problem, row));
      return this.refuse(row, problems);
    }
    if (read.rewritten.length > 0) this.noteRewritten(read, row.line);
    this.options.onGood?.(read, row.line);
    const raw = row.raw ?? (read.isAsItStood ? null : JSON.stringify(row.cells));
    return { id: read.id, line: row.line, values: read.json, raw, keys: read.keys };
  }

  private noteRewritten({ rewritten }: GoodRow, line: number): void {
    for (const one of rewritten) this.rewritings.add({ ...one, line });
  }

  /** Whether a row that cannot be taken is none that anybody means to publish; then it does not count. */
  private isPassedOver({ cells, line, raw, fault }: TableRow): boolean {
    // A line of JSON says what each value is.
    if (raw !== null || !this.passed?.take(cells, line, fault !== undefined)) return false;
    this.rows--;
    return true;
  }

  private isHeadingAgain({ cells, line, raw }: TableRow): boolean {
    if (!this.looksForHeadings || raw !== null || !this.passed?.takeHeading(cells, line)) return false;
    this.rows--;
    return true;
  }

  /** In a table the header tells; a line of JSON tells for itself. */
  private isOfHistory({ line, notes }: TableRow): boolean {
    const name = [...(notes?.keys() ?? [])].find((one) => historyNotes.has(one));
    if (name !== undefined) this.refuseFile(line, historyComplaint.reason, historyComplaint.remedy, name);
    return name !== undefined;
  }

  /** In a line of JSON a property has no column; its character is the place. */
  private placed(problem: RowProblem, { raw }: TableRow): RowProblem {
    if (raw === null || problem.columnName === null) return problem;
    const name = problem.columnName;
    const title = this.dataset.fields.find((field) => field.name === name)?.title ?? name;
    return { ...problem, column: characterOf(raw, { name, title }) };
  }

  private refuse(row: TableRow, problems: readonly RowProblem[]): null {
    for (const problem of problems) this.problems.add(problem);
    this.refusedLines.add(row.line);
    this.options.onRefused?.({ row, problems });
    return null;
  }
}
