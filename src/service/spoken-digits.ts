import { join } from 'node:path';
import type { Logger } from 'pino';
import { loadRecordings, type Recordings } from '../challenge/recordings.js';
import { SchemasRefused } from '../schemas/schema.js';
import type { Installation } from './installation.js';

/** The `data/` of the package itself. */
const packaged = ({ home }: Installation): string => join(home, 'data');

/**
 * Reads the digits that the code against guessing is said with (`data/challenge/`).
 * @throws SchemasRefused with every file that cannot be used
 */
export function readDigits(installation: Installation): Recordings {
  return loadRecordings(installation.data, packaged(installation));
}

/** The same for a service, which is not to stand still for a recording: those of the package are used in place of any that cannot be. */
export function usableDigits(installation: Installation, log: Logger): Recordings {
  try {
    return readDigits(installation);
  } catch (error) {
    if (!(error instanceof SchemasRefused)) throw error;
    log.error({ err: error }, 'recordings of digits cannot be used: those of the package are played');
    return loadRecordings(packaged(installation), packaged(installation));
  }
}
