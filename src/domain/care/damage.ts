import type { Inspection } from './inspection.js';

/** What a database is made of, as far as it can be taken away or changed behind our back. */
export type PartKind = 'table' | 'index' | 'unique-index' | 'constraint' | 'trigger' | 'function';

/**
 * Something in a database that is not as it was made or written.
 * - `index-damaged`: entries of an index do not lead to the rows that they are of
 * - `table-damaged`: rows of a table cannot be read, or break its rules
 * - `file-damaged`: pages that belong to nothing we know, or the file as a whole
 * - `part-missing`, `part-altered`: what the migrations made is gone, or is another
 * - `part-foreign`: something beside ours that can refuse or change what is written
 */
export interface Damage {
  readonly kind: 'index-damaged' | 'table-damaged' | 'file-damaged' | 'part-missing' | 'part-altered' | 'part-foreign';
  /** Of an index, a table, a trigger or another part; empty for the file. */
  readonly name: string;
  /** The table it belongs to; empty for the file. */
  readonly table: string;
  /** Null where it is no matter of parts. */
  readonly part: PartKind | null;
  /** The database's own words, the first few. */
  readonly said: readonly string[];
}

/** How thoroughly damage is looked for, and for how long. */
export interface Search {
  /** Without pauses, and with what takes as long as reading everything: on a server, every row is compared with every index, too. */
  readonly isThorough: boolean;
  /** Asked now and then: true ends the search, with what was found so far. */
  readonly isStopped?: () => boolean;
}

/** Looks at a database from outside, on connections of its own: nobody waits for it, and nothing is changed. */
export interface Examiner {
  /** @returns what can be seen from outside. @throws Error when the database does not answer, or cannot be read */
  inspect(): Promise<Inspection>;
  /**
   * Reads tables and indexes against each other.
   * @returns what is damaged; null where the database offers nothing to look with
   */
  findDamage(search: Search): Promise<readonly Damage[] | null>;
  /**
   * Compares tables, unique indexes and triggers with those that the migrations make.
   * @returns what differs; null where this user may not find out
   */
  findAlterations(): Promise<readonly Damage[] | null>;
}
