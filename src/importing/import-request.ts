import type { Release, ReleaseTerms } from '../domain/disclosure/release.js';
import type { PublicationStore, RecordStore } from '../domain/disclosure/stores.js';
import type { DatasetSchema } from '../schemas/schema.js';
import type { TableEncoding, TableFormat } from '../tables/table.js';
import type { ImportReading } from './rows/row-check.js';
import type { ProblemKind, RowProblem } from './rows/row-problem.js';

/** What a text may be in, where whoever imports it says so. */
export { tableEncodings as encodings } from '../tables/table.js';

export interface ImportRequest {
  readonly dataset: DatasetSchema;
  /** CSV, JSON Lines or XLSX. */
  readonly file: string;
  /** Where it goes; null only for a dry run that has nothing to compare with. */
  readonly store: PublicationStore | null;
  /**
   * Where it is looked for among other records whether a value that may not repeat (a vehicle's sticker) is there, or a name
   * that looks like a new one; without it, only in the file.
   */
  readonly records?: Pick<RecordStore, 'findByKey' | 'get' | 'scan'>;
  readonly terms: ReleaseTerms;
  readonly now: () => number;
  /** Judge and compare; write nothing. */
  readonly dryRun?: boolean;
  /** Take the good rows of a file that has bad ones; otherwise nothing of such a file is taken. */
  readonly keepGood?: boolean;
  /** Where refused rows go, to be mended and imported; null: nowhere. */
  readonly rejects?: string | null;
  /** Mark the records as made-up sample data (示例). */
  readonly sample?: boolean;
  /** What the file is in, where whoever imports it says so; null: it is told by its bytes, and doubted. */
  readonly encoding?: TableEncoding | null;
  readonly onProgress?: (progress: ImportProgress) => void;
}

/** How far an import is. */
export interface ImportProgress {
  readonly rows: number;
  readonly bytes: number;
  readonly totalBytes: number;
}

export interface ImportReport {
  readonly dataset: string;
  readonly file: string;
  /** Null when the file is none that can be read. */
  readonly format: TableFormat | null;
  /** How it was read; null when it could not be opened. */
  readonly reading: ImportReading | null;
  /** Rows below the header, without those that were passed over. */
  readonly rows: number;
  readonly added: number;
  readonly changed: number;
  readonly unchanged: number;
  /** Rows that have a problem. */
  readonly refused: number;
  /** Rows whose record was withdrawn or has expired, and stays so. */
  readonly withheld: number;
  /** Rows that say what a correction by name has replaced; the record stays corrected. */
  readonly superseded: number;
  /** Where the refused rows were written, if any were. */
  readonly rejects: string | null;
  /** The first hundred, in the order of the file. */
  readonly problems: readonly RowProblem[];
  readonly problemCount: number;
  /** All problems by column and reason, the most frequent first. */
  readonly problemKinds: readonly ProblemKind[];
  /** Those about the file as a whole, then likewise. */
  readonly warnings: readonly RowProblem[];
  readonly warningCount: number;
  /** All warnings about rows by column and reason, the most frequent first. */
  readonly warningKinds: readonly ProblemKind[];
  /** False when something concerns the file as a whole: then not even its good rows can be taken. */
  readonly usable: boolean;
  /** Whether its good rows, if any, are kept: as a release, or because nothing in them is new. */
  readonly taken: boolean;
  /** What was published or drafted; null when nothing new was in it. */
  readonly release: Release | null;
}
