import { suggestion } from '../../authored/problem.js';
import { historyNotes, noteMark } from '../../domain/disclosure/note-names.js';
import type { Complaint } from '../../domain/values/complaint.js';
import { plainHeading } from '../../domain/values/heading.js';
import type { DatasetSchema } from '../../schemas/schema.js';
import { columnFinder } from '../../tables/heading.js';
import { isBlankRow } from './blank-row.js';
import type { RowProblem } from './row-problem.js';

/** Where each field of the schema stands in a file. */
export interface HeaderBinding {
  /** By field, in the order of the schema: its column counted from 0, or -1 when the file has no such column. */
  readonly columns: readonly number[];
  /** The file's columns in their order, by field; empty for a column that is not read. Those behind the last heading are left out. */
  readonly header: readonly string[];
  /** How many columns a row of the file has. */
  readonly width: number;
  /** Columns without a heading, counted from 0: whatever stands in one belongs to no field. */
  readonly unnamed: readonly number[];
}

export type HeaderResult =
  | { readonly ok: true; readonly binding: HeaderBinding }
  | { readonly ok: false; readonly problems: readonly RowProblem[] };

/**
 * Recognises the columns of a file, in any order, by the field's name or its Chinese title.
 * An optional field needs no column; an unknown column is refused, since it may be a misspelt one; notes are passed over, and so
 * are columns without a heading, as long as nothing stands in them.
 */
export function bindHeader(dataset: DatasetSchema, header: readonly string[], line = 1): HeaderResult {
  const ofHistory = header.findIndex((heading) => historyNotes.has(plainHeading(heading)));
  if (ofHistory >= 0) {
    const problem = { line, column: ofHistory + 1, columnName: plainHeading(header[ofHistory] ?? ''), value: null };
    return { ok: false, problems: [{ ...problem, ...historyComplaint }] };
  }
  const fieldOf = columnFinder(dataset.fields);
  const problems: RowProblem[] = [];
  const columns = dataset.fields.map(() => -1);
  const unnamed: number[] = [];
  for (const [column, given] of header.entries()) {
    const refuse = (reason: string, remedy: string) =>
      problems.push({ line, column: column + 1, columnName: given, value: null, reason, remedy });
    if (isBlankRow([given])) {
      unnamed.push(column);
      continue;
    }
    // What an importer wrote into a file of refused rows is not read back.
    if (plainHeading(given).startsWith(noteMark)) continue;
    const field = fieldOf(given);
    const earlier = field === undefined ? -1 : (columns[field] ?? -1);
    if (field === undefined) refuse('is not in the schema', remedyForUnknown(dataset, plainHeading(given)));
    else if (earlier >= 0) refuse(`means the same as column ${earlier + 1}`, 'Remove one of the two');
    else columns[field] = column;
  }
  for (const [index, field] of dataset.fields.entries()) {
    if (!field.constraints.required || (columns[index] ?? -1) >= 0) continue;
    const reason = `(${field.title}) is missing`;
    problems.push({ line, column: 1, columnName: field.name, value: null, reason, remedy: 'Add it to the header' });
  }
  if (problems.length > 0) return { ok: false, problems };
  const end = 1 + header.findLastIndex((_, column) => !unnamed.includes(column));
  const names = header.slice(0, end).map((_, column) => dataset.fields[columns.indexOf(column)]?.name ?? '');
  return { ok: true, binding: { columns, header: names, width: header.length, unnamed } };
}

/** Why a file with every version is not imported: facts that were superseded would be in force again. */
export const historyComplaint: Complaint = {
  reason: 'belongs to a history, which also has what was superseded',
  remedy: 'Export the dataset again without --all-versions, and import that',
};

/** @returns how many of a row's cells name fields of the schema */
export function headingsIn(dataset: DatasetSchema, cells: readonly string[]): number {
  const fieldOf = columnFinder(dataset.fields);
  return new Set(cells.map(fieldOf).filter((field) => field !== undefined)).size;
}

function remedyForUnknown(dataset: DatasetSchema, heading: string): string {
  const known = dataset.fields.flatMap((field) => (/^[\p{ASCII}]*$/u.test(heading) ? [field.name] : [field.title]));
  return `Remove it or rename it.${suggestion(heading, known)}`;
}
