import { FileFault, statCsvFile } from './csv-file.js';
import { type CsvRow, readCsvRows } from './csv-rows.js';
import { bindHeader, type HeaderBinding } from './header.js';
import { LineSet } from './line-set.js';
import { createRowReader, type RowReader } from './row.js';
import { ProblemLog } from './row-problem.js';
import type { DatasetSchema } from './schema.js';
import { Uniqueness } from './uniqueness.js';

/** How far an import is. */
export interface ImportProgress {
  readonly phase: 'check' | 'load';
  readonly rows: number;
  readonly bytes: number;
  readonly totalBytes: number;
}

/** What the first pass over a file found; nothing has been written. */
export interface CheckedFile {
  readonly header: HeaderBinding | null;
  /** Rows below the header, blank lines not counted. */
  readonly rows: number;
  readonly refusedLines: LineSet;
  readonly problems: ProblemLog;
  readonly warnings: ProblemLog;
  /** False when something concerns the whole file, so that not even its good rows can be taken. */
  readonly usable: boolean;
  /** Size and time of change, to notice a file that changes under the import. */
  readonly stamp: string;
}

/** How many problems are kept for showing; all are counted. */
const shownProblems = 100;

/**
 * Reads a whole file and judges every row. Never throws for what is in the file, or for there being none.
 * @param onProgress told after every piece of the file
 */
export async function checkFile(
  dataset: DatasetSchema,
  file: string,
  sample: boolean,
  onProgress?: (progress: ImportProgress) => void,
): Promise<CheckedFile> {
  const check = new FileCheck(dataset, sample);
  try {
    await check.run(file, onProgress);
    check.conclude();
  } catch (error) {
    if (!(error instanceof FileFault)) throw error;
    check.refuseFile(error.line, error.reason, error.remedy);
  } finally {
    check.close();
  }
  return check;
}

class FileCheck implements CheckedFile {
  header: HeaderBinding | null = null;
  rows = 0;
  usable = true;
  stamp = '';
  readonly refusedLines = new LineSet();
  readonly problems = new ProblemLog(shownProblems);
  readonly warnings = new ProblemLog(shownProblems);
  private readRow: RowReader | null = null;
  private uniqueness: Uniqueness | null = null;

  constructor(
    private readonly dataset: DatasetSchema,
    private readonly sample: boolean,
  ) {}

  async run(file: string, onProgress?: (progress: ImportProgress) => void): Promise<void> {
    const stats = await statCsvFile(file);
    this.stamp = `${stats.size} ${stats.mtimeMs}`;
    for await (const { rows, bytes } of readCsvRows(file)) {
      for (const row of rows) {
        if (this.readRow) this.takeRow(this.readRow, row);
        else this.takeHeader(row);
        if (!this.usable) return;
      }
      onProgress?.({ phase: 'check', rows: this.rows, bytes, totalBytes: stats.size });
    }
  }

  /** What can only be said once the whole file has been read. */
  conclude(): void {
    if (!this.usable) return;
    if (!this.header) this.refuseFile(0, 'holds only blank lines', 'Export it again, with its header line');
    else if (this.rows === 0) this.refuseFile(0, 'has a header and no rows', 'Export it again');
    for (const problem of this.uniqueness?.repeats() ?? []) {
      this.problems.add(problem);
      this.refusedLines.add(problem.line);
    }
  }

  refuseFile(line: number, reason: string, remedy: string): void {
    this.usable = false;
    this.problems.add({ line, column: 1, columnName: null, value: null, reason, remedy });
  }

  close(): void {
    this.uniqueness?.close();
  }

  private takeHeader(row: CsvRow): void {
    const bound = bindHeader(this.dataset, row.cells, row.line);
    if (bound.ok) {
      this.header = bound.binding;
      this.readRow = createRowReader(this.dataset, bound.binding, this.sample);
      this.uniqueness = new Uniqueness(this.dataset, bound.binding);
      return;
    }
    this.usable = false;
    for (const problem of bound.problems) this.problems.add(problem);
  }

  private takeRow(readRow: RowReader, row: CsvRow): void {
    this.rows++;
    const { record, problems, warnings } = readRow(row.cells, row.line);
    for (const warning of warnings) this.warnings.add(warning);
    for (const problem of problems) this.problems.add(problem);
    if (record) this.uniqueness?.add(record, row.line);
    else this.refusedLines.add(row.line);
  }
}
