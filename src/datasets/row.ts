import { keypadSignature } from '../domain/identifiers.js';
import type { RecordKey, RecordToStore } from '../domain/ports.js';
import type { HeaderBinding } from './header.js';
import type { RowProblem } from './row-problem.js';
import type { DatasetSchema } from './schema.js';
import { valueRule } from './value-rule.js';

/** What became of one row; `record` is null when it has problems. */
export interface RowResult {
  readonly record: RecordToStore | null;
  readonly problems: readonly RowProblem[];
  readonly warnings: readonly RowProblem[];
}

export type RowReader = (cells: readonly string[], line: number) => RowResult;

const none: readonly RowProblem[] = [];

/**
 * Compiles a schema and a header into a reader of rows.
 * A record has every field of the schema, in its order, empty when unknown, so that the same facts are the same record
 * however the file arranged them. Everything stays text.
 */
export function createRowReader(dataset: DatasetSchema, header: HeaderBinding, sample: boolean): RowReader {
  const columns = dataset.fields.map((field, place) => ({
    name: field.name,
    index: header.columns[place] ?? -1,
    check: valueRule(field, dataset.missingValues),
  }));
  return (cells, line) => {
    if (cells.length !== header.width)
      return { record: null, problems: [raggedRow(cells, header, line)], warnings: none };
    const fields: Record<string, string> = {};
    let problems = none;
    let warnings = none;
    for (const { name, index, check } of columns) {
      const raw = cells[index] ?? '';
      const verdict = check(raw);
      if (typeof verdict === 'string') {
        fields[name] = verdict;
        continue;
      }
      fields[name] = verdict.value;
      const { severity, reason, remedy } = verdict;
      const value = raw.trim() === '' ? null : raw.trim();
      const noted = { line, column: index + 1, columnName: name, value, reason, remedy };
      if (severity === 'problem') problems = [...problems, noted];
      else warnings = [...warnings, noted];
    }
    const record = problems.length > 0 ? null : recordOf(dataset, fields, sample);
    return { record, problems, warnings };
  };
}

function raggedRow(cells: readonly string[], header: HeaderBinding, line: number): RowProblem {
  const reason = `the row has ${cells.length} columns instead of ${header.width}`;
  const remedy =
    cells.length > header.width ? 'Put values that hold a comma into double quotes' : 'Fill in the missing ones';
  return { line, column: Math.min(cells.length, header.width), columnName: null, value: null, reason, remedy };
}

function recordOf(dataset: DatasetSchema, fields: Readonly<Record<string, string>>, sample: boolean): RecordToStore {
  const keys: RecordKey[] = [];
  for (const { name, field, as } of dataset.keys) {
    const value = fields[field] ?? '';
    if (value !== '') keys.push({ field: name, value: as === 'keypad' ? keypadSignature(value) : value });
  }
  return { dataset: dataset.name, id: recordId(dataset, fields), sample, fields, keys };
}

/** @returns the id: the id fields joined by `/`, such as `120000116000001/2` */
export function recordId(dataset: DatasetSchema, fields: Readonly<Record<string, string>>): string {
  const [first = '', ...more] = dataset.id;
  return more.reduce((id, name) => `${id}/${fields[name] ?? ''}`, fields[first] ?? '');
}
