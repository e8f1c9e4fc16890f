import type { Dialect } from './dialect.js';
import type { EitherReader, EitherWriter } from './either-database.js';

/** How long an ordinary statement of a command waits for a lock or an answer. A service waits less, since its callers do. */
export const defaultPatienceMs = 10_000;

/** An open database, as the stores that are written once see it. */
export interface Database {
  readonly dialect: Dialect;
  readonly reader: EitherReader;
  /** Reads what may take minutes, such as a count over a whole table. */
  readonly patientReader: EitherReader;
  readonly writer: EitherWriter;
}
