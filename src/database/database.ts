import type { Dialect } from './dialect.js';
import type { EitherReader, EitherWriter } from './either-database.js';

/** An open database, as the stores that are written once see it. */
export interface Database {
  readonly dialect: Dialect;
  readonly reader: EitherReader;
  /** Reads what may take minutes, such as a count over a whole table. */
  readonly patientReader: EitherReader;
  readonly writer: EitherWriter;
}
