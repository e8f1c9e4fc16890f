/** What can be seen of a database from outside: nothing is made, migrated or written for it. */
export interface Inspection {
  /** The file, or host, port and name; never a password. */
  readonly place: string;
  /** The database's own file; null when it is on a server. */
  readonly file: string | null;
  /** False before the first start, which makes it. */
  readonly exists: boolean;
  /** Whether none of the tables has a row. */
  readonly isEmpty: boolean;
  /** What its pages take, whether rows, indexes or free. */
  readonly bytes: number;
  /** The migrations it has had, by their names, in their order. */
  readonly applied: readonly string[];
  /** Those that the next start applies. */
  readonly pending: readonly string[];
  /** Why it does not go with this version, and what to do; null when it does. */
  readonly misfit: string | null;
  /** When the last migration was applied, in milliseconds since 1970; null before the first. */
  readonly migratedAt: number | null;
  /** When the newest release was published, in milliseconds since 1970; null before the first. */
  readonly publishedAt: number | null;
  /** Why this user cannot write to it; null when nothing speaks against it. */
  readonly readOnly: string | null;
  /** Releases that are being imported, or whose import was broken off. */
  readonly loading: readonly LoadingRelease[];
}

export interface LoadingRelease {
  readonly no: number;
  readonly dataset: string;
  readonly file: string;
  readonly madeAt: number;
}
