import { factsOf } from '../../domain/disclosure/facts.js';
import { isTombstone } from '../../domain/disclosure/release.js';
import type { InForce, RecordStore } from '../../domain/disclosure/stores.js';
import type { DatasetSchema } from '../../schemas/schema.js';
import type { Proposal } from './release-draft.js';

/** A value that may not repeat, and that another record has. */
export interface Clone {
  readonly line: number;
  /** The field. */
  readonly name: string;
  readonly value: string;
  /** The id of the other record, which is in force. */
  readonly other: string;
}

/** A unique field, and the key by which its values are found. */
interface WatchedField {
  readonly name: string;
  readonly key: string;
}

/** Room for the record itself, and for some that were withdrawn. */
const mostFound = 20;

/**
 * Looks for the values of unique fields among the records in force, where they are new to their own record: one sticker
 * on two vehicles is a clone, also when they come in different files. A field is watched when the schema gives it a key.
 */
export class UniqueInForce {
  private fresh: {
    readonly line: number;
    readonly id: string;
    readonly field: WatchedField;
    readonly value: string;
  }[] = [];
  private readonly clones: Clone[] = [];
  /** The lines on which records give up a value that they had, by field and record. */
  private readonly givenUp = new Map<string, number>();

  private constructor(
    private readonly dataset: string,
    private readonly records: Pick<RecordStore, 'findByKey'>,
    private readonly fields: readonly WatchedField[],
  ) {}

  /** @returns null when there is nothing to watch */
  static of(
    { name: dataset, fields, id, keys }: DatasetSchema,
    records: Pick<RecordStore, 'findByKey'> | undefined,
  ): UniqueInForce | null {
    const watched = fields.flatMap(({ name, constraints }) => {
      const key = keys.find(({ field, as }) => field === name && as === 'text');
      return constraints.unique && key && name !== id.join('/') ? [{ name, key: key.name }] : [];
    });
    return records && watched.length > 0 ? new UniqueInForce(dataset, records, watched) : null;
  }

  /**
   * Notes a row that becomes a version, and the version that it replaces. One that is not public has given its values up.
   */
  note({ id, line, keys }: Pick<Proposal, 'id' | 'line' | 'keys'>, before: InForce | null): void {
    for (const field of this.fields) {
      const value = keys.find((key) => key.field === field.key)?.value ?? '';
      const old = before && !isTombstone(before.change) ? valueIn(before, field.name) : '';
      if (value === old) continue;
      if (value !== '') this.fresh.push({ line, id, field, value });
      const place = `${field.name}/${id}`;
      // Of an id that comes twice in a file, the first row counts.
      if (old !== '' && !this.givenUp.has(place)) this.givenUp.set(place, line);
    }
  }

  /** Looks for what was noted since the last call. */
  async look(): Promise<void> {
    const { fresh } = this;
    this.fresh = [];
    for (const { line, id, field, value } of fresh) {
      const found = await this.records.findByKey(this.dataset, field.key, value, mostFound);
      const other = found.find((one) => one.id !== id && !isTombstone(one.change));
      if (other) this.clones.push({ line, name: field.name, value, other: other.id });
    }
  }

  /**
   * @param refused lines that are not taken
   * @returns the clones that are left, once every row is known: a record may have given its value up in the same file
   */
  conclude(refused: { has(line: number): boolean }): readonly Clone[] {
    const lines = new Set<number>();
    for (;;) {
      const left = this.clones.filter(({ line, name, other }) => {
        const givenUpOn = this.givenUp.get(`${name}/${other}`);
        const isTaken = givenUpOn !== undefined && !refused.has(givenUpOn) && !lines.has(givenUpOn);
        return !refused.has(line) && !isTaken;
      });
      // A row that is refused for this gives nothing up, which may make a clone of another.
      const before = lines.size;
      for (const { line } of left) lines.add(line);
      if (lines.size === before) return left;
    }
  }
}

function valueIn({ columns, values }: InForce, name: string): string {
  return factsOf(columns, values)[name] ?? '';
}
