import type { PutSummary, RecordStore, RecordToStore } from '../domain/ports.js';
import { type CheckedFile, checkFile, type ImportProgress } from './check-file.js';
import { FileFault, statCsvFile } from './csv-file.js';
import { readCsvRows } from './csv-rows.js';
import { createRowReader } from './row.js';
import type { RowProblem } from './row-problem.js';
import type { DatasetSchema } from './schema.js';

export interface ImportRequest {
  readonly dataset: DatasetSchema;
  /** A CSV file; it is read twice. */
  readonly file: string;
  /** Where the records go; null for a dry run, which only judges the file. */
  readonly store: Pick<RecordStore, 'putAll'> | null;
  /** Load the good rows of a file that has bad ones; otherwise nothing of such a file is loaded. */
  readonly keepGood?: boolean;
  /** Mark the records as made-up sample data (示例). */
  readonly sample?: boolean;
  readonly onProgress?: (progress: ImportProgress) => void;
}

export interface ImportReport extends PutSummary {
  readonly dataset: string;
  readonly file: string;
  /** Rows below the header. */
  readonly rows: number;
  /** Rows that have a problem. */
  readonly refused: number;
  /** The first hundred, in the order of the file. */
  readonly problems: readonly RowProblem[];
  readonly problemCount: number;
  readonly warnings: readonly RowProblem[];
  readonly warningCount: number;
  /** Whether anything was handed to the store. */
  readonly loaded: boolean;
}

/**
 * Imports a CSV file into a dataset: the first pass judges every row and writes nothing, the second loads them all in
 * one transaction. Memory does not grow with the file. A process event whose consignment is unknown is taken: the
 * consignment may arrive later.
 * @returns what was done and what was wrong; problems of the file are reported, never thrown
 * @throws whatever the store throws; nothing of the file is stored then
 */
export async function importFile(request: ImportRequest): Promise<ImportReport> {
  const { dataset, file, store, keepGood = false, sample = false, onProgress } = request;
  const checked = await checkFile(dataset, file, sample, onProgress);
  const goodRows = checked.rows - checked.refusedLines.size;
  const mayLoad = checked.usable && goodRows > 0 && (keepGood || checked.problems.count === 0);
  if (!store || !mayLoad) return reportOf(request, checked, null);
  try {
    return reportOf(request, checked, await store.putAll(goodRecords(request, checked)));
  } catch (error) {
    if (!(error instanceof FileFault)) throw error;
    const { line, reason, remedy } = error;
    checked.problems.add({ line, column: 1, columnName: null, value: null, reason, remedy });
    return reportOf(request, checked, null);
  }
}

/** The second pass: the rows that the first one found good. */
async function* goodRecords(request: ImportRequest, checked: CheckedFile): AsyncGenerator<RecordToStore> {
  const { dataset, file, sample = false, onProgress } = request;
  const changed = new FileFault(0, 'changed while it was being imported', 'Nothing was loaded: import it again');
  const stats = await statCsvFile(file);
  if (`${stats.size} ${stats.mtimeMs}` !== checked.stamp || !checked.header) throw changed;
  const read = createRowReader(dataset, checked.header, sample);
  let rows = -1;
  for await (const { rows: batch, bytes } of readCsvRows(file)) {
    for (const row of batch) {
      rows++;
      if (rows === 0 || checked.refusedLines.has(row.line)) continue;
      const { record } = read(row.cells, row.line);
      if (!record) throw changed;
      yield record;
    }
    onProgress?.({ phase: 'load', rows: Math.max(0, rows), bytes, totalBytes: stats.size });
  }
  if (rows !== checked.rows) throw changed;
}

function reportOf(request: ImportRequest, checked: CheckedFile, summary: PutSummary | null): ImportReport {
  return {
    dataset: request.dataset.name,
    file: request.file,
    rows: checked.rows,
    refused: checked.refusedLines.size,
    added: summary?.added ?? 0,
    changed: summary?.changed ?? 0,
    unchanged: summary?.unchanged ?? 0,
    problems: checked.problems.list(),
    problemCount: checked.problems.count,
    warnings: checked.warnings.list(),
    warningCount: checked.warnings.count,
    loaded: summary !== null,
  };
}
