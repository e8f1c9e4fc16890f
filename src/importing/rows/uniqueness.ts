import type { DatasetSchema } from '../../disclosure/schemas/schema.js';
import { DuplicateFinder } from './duplicate-finder.js';
import type { GoodRow } from './row.js';

/** Something that may not repeat within a file: the id, or a field that the schema calls unique. */
interface Watched {
  readonly name: string;
  readonly finder: DuplicateFinder;
  readonly read: (row: GoodRow) => string;
}

/** A line that has a value again. */
export interface Repeat {
  readonly line: number;
  readonly firstLine: number;
  /** Of the field; of several, joined by `/`. */
  readonly name: string;
}

/** Watches over the good rows of one file for values that may not repeat. */
export class Uniqueness {
  private readonly watched: readonly Watched[];

  constructor(dataset: DatasetSchema, watchesIds: boolean) {
    const id = dataset.id.join('/');
    const ids = { name: id, finder: new DuplicateFinder(), read: (row: GoodRow) => row.id };
    const fields = [...dataset.fields.entries()].filter(
      ([, { name, constraints }]) => constraints.unique && name !== id,
    );
    this.watched = [
      ...(watchesIds ? [ids] : []),
      ...fields.map(([place, { name }]) => {
        const read = (row: GoodRow) => row.values[place] ?? '';
        return { name, finder: new DuplicateFinder(), read };
      }),
    ];
  }

  add(row: GoodRow, line: number): void {
    for (const { finder, read } of this.watched) {
      const value = read(row);
      if (value !== '') finder.add(value, line);
    }
  }

  /** @returns every line that repeats an earlier one, once for each value that it repeats */
  *repeats(): Generator<Repeat> {
    for (const { name, finder } of this.watched) {
      for (const duplicate of finder.find()) yield { ...duplicate, name };
    }
  }

  close(): void {
    for (const { finder } of this.watched) finder.close();
  }
}
