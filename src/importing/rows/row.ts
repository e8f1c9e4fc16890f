import type { RecordKey } from '../../domain/disclosure/release.js';
import { plainValue } from '../../schemas/plain-value.js';
import { idReader, keyReader } from '../../schemas/record-keys.js';
import type { DatasetSchema } from '../../schemas/schema.js';
import { type Doubt, type ValueRule, valueRule } from '../../schemas/value-rule.js';
import type { TableFormat } from '../../tables/table.js';
import { isBlankRow } from './blank-row.js';
import type { HeaderBinding } from './header.js';
import type { RowProblem } from './row-problem.js';

/** A row that can become a version of a record. */
export interface GoodRow {
  readonly isGood: true;
  readonly id: string;
  /** The values by field, in the order of the schema, empty when unknown. */
  readonly values: readonly string[];
  /** The same as a JSON array. */
  readonly json: string;
  readonly keys: readonly RecordKey[];
  /** Whether the values are the row's cells, as they stood. */
  readonly isAsItStood: boolean;
  readonly warnings: readonly RowProblem[];
  /** Values that were read in another form than they stand in. */
  readonly rewritten: readonly Rewritten[];
}

/** One value that says the same in another form, by a rule. */
export interface Rewritten {
  readonly columnName: string;
  readonly rule: string;
  readonly from: string;
  readonly to: string;
}

export interface BadRow {
  readonly isGood: false;
  readonly problems: readonly RowProblem[];
  readonly warnings: readonly RowProblem[];
}

export type RowReader = (cells: readonly string[], line: number) => GoodRow | BadRow;

const none: readonly never[] = [];
const nothing = { warnings: none, rewritten: none };

/**
 * Compiles a schema and a header into a reader of rows. A row has every field of the schema, in its order, so that the
 * same facts are the same record however the file arranged them. Everything stays text.
 * @param format what a row of the wrong width is told by; null where it makes no difference
 */
export function createRowReader(dataset: DatasetSchema, header: HeaderBinding, format: TableFormat | null): RowReader {
  const columns: readonly Column[] = dataset.fields.map((field, place) => ({
    name: field.name,
    index: header.columns[place] ?? -1,
    isPlain: plainValue(field, dataset.missingValues),
    check: valueRule(field, dataset.missingValues),
  }));
  const inOrder = header.header.length === columns.length && columns.every(({ index }, place) => index === place);
  const { unnamed } = header;
  const isAllRead = header.header.every((name) => name !== '');
  const isNarrower = header.width > header.header.length;
  const idOf = idReader(dataset);
  const keysOf = keyReader(dataset);

  const good = (
    values: readonly string[],
    json: string,
    isAsItStood: boolean,
    { warnings, rewritten }: Pick<GoodRow, 'warnings' | 'rewritten'>,
  ): GoodRow => ({
    isGood: true,
    id: idOf(values),
    values,
    json,
    keys: keysOf(values),
    isAsItStood,
    warnings,
    rewritten,
  });

  const readSlowly = (cells: readonly string[], line: number): GoodRow | BadRow => {
    const { values, problems, warnings, rewritten, isAsItStood } = readValues(columns, cells, line);
    if (problems.length > 0) return { isGood: false, problems, warnings };
    // A column of notes is not among the values: the row stood there with more.
    return good(values, JSON.stringify(values), isAsItStood && isAllRead, { warnings, rewritten });
  };

  return (given, line) => {
    if (given.length !== header.width) {
      return { isGood: false, problems: [raggedRow(given, header, line, format)], warnings: none };
    }
    if (unnamed.length > 0) {
      const stray = unnamed.find((column) => !isBlankRow([given[column] ?? '']));
      if (stray !== undefined) return { isGood: false, problems: [strayCell(given, stray, line)], warnings: none };
    }
    const cells = isNarrower ? given.slice(0, header.header.length) : given;
    if (!inOrder) return readSlowly(cells, line);
    for (let place = 0; place < columns.length; place++) {
      if (!columns[place]?.isPlain(cells[place] ?? '')) return readSlowly(cells, line);
    }
    // Plain values need no escapes: putting them together is several times as fast as JSON.stringify.
    return good(cells, `["${cells.join('","')}"]`, true, nothing);
  };
}

/** A field, where it stands, and what its values may be. */
interface Column {
  readonly name: string;
  /** Counted from 0; -1 where the file has no such column. */
  readonly index: number;
  readonly isPlain: (raw: string) => boolean;
  readonly check: ValueRule;
}

function readValues(columns: readonly Column[], cells: readonly string[], line: number) {
  const values: string[] = [];
  const problems: RowProblem[] = [];
  const warnings: RowProblem[] = [];
  const rewritten: Rewritten[] = [];
  let isAsItStood = true;
  for (const { name, index, isPlain, check } of columns) {
    const raw = index < 0 ? '' : (cells[index] ?? '');
    const verdict = isPlain(raw) ? raw : check(raw);
    const value = typeof verdict === 'string' ? verdict : verdict.value;
    values.push(value);
    if (value !== raw) isAsItStood = false;
    if (typeof verdict === 'string') continue;
    if (verdict.severity === 'note') rewritten.push({ columnName: name, rule: verdict.reason, from: raw, to: value });
    else (verdict.severity === 'problem' ? problems : warnings).push(noted(verdict, raw, name, index, line));
  }
  return { values, problems, warnings, rewritten, isAsItStood };
}

function noted(doubt: Doubt, raw: string, name: string, index: number, line: number): RowProblem {
  const value = raw.trim() === '' ? null : raw.trim();
  return { line, column: index + 1, columnName: name, value, reason: doubt.reason, remedy: doubt.remedy };
}

function strayCell(cells: readonly string[], column: number, line: number): RowProblem {
  const reason = 'stands in a column without a heading';
  const remedy = 'Write the heading above it, or empty the cell';
  return { line, column: column + 1, columnName: null, value: (cells[column] ?? '').trim(), reason, remedy };
}

function raggedRow(
  cells: readonly string[],
  { width }: HeaderBinding,
  line: number,
  format: TableFormat | null,
): RowProblem {
  const isSheet = format === 'xlsx';
  const reason = `the row has ${cells.length} columns instead of ${width}`;
  const tooMany = isSheet ? 'Empty the cells beside the table' : 'Put values that hold a comma into double quotes';
  const remedy = cells.length > width ? tooMany : 'Fill in the missing ones';
  const place = isSheet ? cells.findIndex((cell, at) => at >= width && cell.trim() !== '') + 1 : width;
  return { line, column: Math.min(cells.length, place), columnName: null, value: null, reason, remedy };
}
