import { inSentences, quoted } from '../domain/values/complaint.js';
import type { ImportReport } from '../importing/import-file.js';
import type { ProblemKind, RowProblem } from '../importing/rows/row-problem.js';
import { table } from './with-store.js';

/** How many are shown of each; all are counted, and `--json` has the first hundred. */
export const mostShown = 20;

interface Found {
  /** The first of them, in the order of the file. */
  readonly found: readonly RowProblem[];
  readonly count: number;
  readonly format: ImportReport['format'];
}

/**
 * @returns a table: line and column, which column it is, the value as it stands, what is wrong and what to do
 * @example
 * cars.csv: 2 problems
 *   place  column  value               what is wrong, and what to do
 *   3:1    vin     "JTEBU5JR6G500329"  has 16 characters instead of 17. Copy it again from its source.
 */
export function problemsTable(name: string, what: 'problem' | 'warning', { found, count, format }: Found): string {
  const shown = found.slice(0, mostShown);
  const head = count === 1 ? `1 ${what}` : `${count.toLocaleString('en-US')} ${what}s`;
  const first = count > shown.length ? `, the first ${shown.length}` : '';
  const column = format === 'jsonl' ? 'property' : 'column';
  const rows = shown.map((problem) => [
    placeOf(problem, format),
    nameOf(problem.columnName),
    problem.value === null ? '' : quoted(problem.value),
    inSentences(problem),
  ]);
  return `${name}: ${head}${first}\n${tableOf([['place', column, 'value', 'what is wrong, and what to do'], ...rows])}`;
}

/** @returns how often each kind came, the most frequent first */
export function kindsTable(kinds: readonly ProblemKind[], format: ImportReport['format']): string {
  const rows = kinds
    .slice(0, mostShown)
    .map(({ count, columnName, reason, firstLine }) => [
      count.toLocaleString('en-US'),
      nameOf(columnName),
      reason,
      firstLine === 0 ? '' : `line ${firstLine}`,
    ]);
  const column = format === 'jsonl' ? 'property' : 'column';
  return `How often each came:\n${tableOf([['times', column, 'what is wrong', 'first in'], ...rows])}`;
}

/** `3:1` the line and column; of a workbook `A3`, as the spreadsheet names it. */
function placeOf({ line, column }: RowProblem, format: ImportReport['format']): string {
  if (line === 0) return 'file';
  if (column === 0) return String(line);
  return format === 'xlsx' ? `${letters(column)}${line}` : `${line}:${column}`;
}

/** @returns `AB` for 28 */
export function letters(column: number): string {
  return column < 1 ? '' : `${letters(Math.floor((column - 1) / 26))}${String.fromCharCode(65 + ((column - 1) % 26))}`;
}

/** Names are from the schema, but for headings that it does not know. */
function nameOf(columnName: string | null): string {
  return columnName === null ? '' : /^[a-z0-9_/]+$/.test(columnName) ? columnName : quoted(columnName);
}

/** @returns rows below their headings, moved in; columns in which nothing stands below the heading are left out */
export function tableOf(rows: readonly (readonly string[])[], indent = '  '): string {
  const isUsed = (_: string, column: number) => rows.slice(1).some((row) => row[column] !== '');
  const used = rows.map((row) => row.filter(isUsed));
  return table(used).replace(/^(?=.)/gm, indent);
}
