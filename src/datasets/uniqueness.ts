import { DuplicateFinder } from './duplicate-finder.js';
import type { HeaderBinding } from './header.js';
import type { GoodRow } from './row.js';
import type { RowProblem } from './row-problem.js';
import type { DatasetSchema } from './schema.js';

/** Something that may not repeat within a file: the id, or a field that the schema calls unique. */
interface Watched {
  readonly name: string;
  /** Its column in the file, counted from 1. */
  readonly column: number;
  readonly finder: DuplicateFinder;
  readonly read: (row: GoodRow) => string;
}

/** Watches over the good rows of one file for values that may not repeat. */
export class Uniqueness {
  private readonly watched: readonly Watched[];

  constructor(dataset: DatasetSchema, header: HeaderBinding, watchesIds: boolean) {
    const placeOf = (name: string) => dataset.fields.findIndex((field) => field.name === name);
    const columnOf = (name: string) => 1 + (header.columns[placeOf(name)] ?? -1);
    const id = dataset.id.join('/');
    const fields = dataset.fields.filter(({ name, constraints }) => constraints.unique && name !== id);
    const column = columnOf(dataset.id[0] ?? '');
    const ids = { name: id, column, finder: new DuplicateFinder(), read: (row: GoodRow) => row.id };
    this.watched = [
      ...(watchesIds ? [ids] : []),
      ...fields.map(({ name }) => {
        const place = placeOf(name);
        const read = (row: GoodRow) => row.values[place] ?? '';
        return { name, column: columnOf(name), finder: new DuplicateFinder(), read };
      }),
    ];
  }

  add(row: GoodRow, line: number): void {
    for (const { finder, read } of this.watched) {
      const value = read(row);
      if (value !== '') finder.add(value, line);
    }
  }

  /** @returns a problem for every line that repeats an earlier one */
  *repeats(): Generator<RowProblem> {
    for (const { name, column, finder } of this.watched) {
      for (const { line, firstLine } of finder.find()) {
        const reason = `has the same value as line ${firstLine}`;
        yield { line, column, columnName: name, value: null, reason, remedy: 'Keep one of the two rows' };
      }
    }
  }

  close(): void {
    for (const { finder } of this.watched) finder.close();
  }
}
