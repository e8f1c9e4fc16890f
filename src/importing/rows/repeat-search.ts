import { mayLookAlike } from '../../disclosure/publishing/look-alikes.js';
import type { DatasetSchema } from '../../schemas/schema.js';
import { lookAlikeKey } from '../../schemas/text-forms.js';
import type { GoodRow } from './row.js';
import { SeenBefore } from './seen-before.js';

/** A row that has a value again. */
export interface Repeat {
  readonly line: number;
  readonly firstLine: number;
  /** Of the field; of several, joined by `/`. */
  readonly name: string;
  /** Whether it is only the same to the eye. */
  readonly isAlike: boolean;
}

/** What may not repeat within a file: the id, or a field that the schema calls unique. */
interface Watched {
  readonly name: string;
  readonly read: (row: GoodRow) => string;
  /** The line that had a value first, for each value that may have come twice; 0 until it is found again. */
  readonly firstLines: Map<string, number>;
  /** How that line has it, where what looks alike counts as the same. */
  readonly spelt: Map<string, string> | null;
}

/**
 * Finds the rows of a file that repeat what may not repeat, in two readings. The first notes which values may have come
 * before. Nearly always none has, and there is no second. The second compares those values themselves. So what is found
 * is exact, and memory grows with what comes twice, not with the file.
 * @example
 * vin,sticker_code
 * A,2218    // note: neither value has come before
 * B,2218    // note: 2218 may have come before
 * // compare: line 2 is the first that has 2218; line 3 repeats line 2
 */
export class RepeatSearch {
  private readonly seen: SeenBefore;
  private readonly watched: readonly Watched[];

  /** @param watchesIds false where the database refuses an id that comes twice: then only ids that look alike are watched for here */
  constructor(dataset: DatasetSchema, fileBytes: number, watchesIds: boolean) {
    this.seen = new SeenBefore(fileBytes);
    const id = dataset.id.join('/');
    const isAlike = mayLookAlike(dataset);
    const watch = (name: string, read: Watched['read'], spelt: Watched['spelt'] = null): Watched => ({
      ...{ name, read, spelt },
      firstLines: new Map(),
    });
    const ids = isAlike ? watch(id, (row) => lookAlikeKey(row.id), new Map()) : watch(id, (row) => row.id);
    const fields = dataset.fields.flatMap(({ name, constraints }, index) =>
      constraints.unique && name !== id ? [watch(name, ({ values }) => values[index] ?? '')] : [],
    );
    this.watched = [...(watchesIds || isAlike ? [ids] : []), ...fields];
  }

  /** First reading. */
  note(row: GoodRow): void {
    for (const [group, { read, firstLines }] of this.watched.entries()) {
      const value = read(row);
      if (value !== '' && this.seen.add(value, group)) firstLines.set(ownCopy(value), 0);
    }
  }

  get needsSecondReading(): boolean {
    return this.watched.some(({ firstLines }) => firstLines.size > 0);
  }

  /** Second reading. @returns what this row repeats of earlier ones */
  compare(row: GoodRow, line: number): readonly Repeat[] {
    return this.watched.flatMap(({ name, read, firstLines, spelt }) => {
      const value = read(row);
      const firstLine = firstLines.get(value);
      if (firstLine === 0) {
        firstLines.set(value, line);
        spelt?.set(value, row.id);
      }
      const isAlike = spelt !== null && spelt.get(value) !== row.id;
      return firstLine ? [{ line, firstLine, name, isAlike }] : [];
    });
  }
}

/** A text cut out of a longer one keeps all of that in memory. */
function ownCopy(text: string): string {
  return JSON.parse(JSON.stringify(text)) as string;
}
