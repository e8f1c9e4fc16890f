import { resolve } from 'node:path';
import { sqliteFile } from '../database/address.js';
import { type GivenTerm, TermRefused } from '../disclosure/publishing/given-terms.js';
import { CodedError } from '../domain/errors/errors.js';
import { loadConfig } from '../service/config.js';
import { systemErrorText } from './system-error.js';

/** Wrong usage: exit code 2. */
export class UsageError extends CodedError {
  readonly code = 'wrong-usage';
}

/** In which option a command is told each term of a release. */
const optionOf: Readonly<Record<GivenTerm, string>> = {
  madeBy: '--by',
  approvedBy: '--approved-by',
  reason: '--reason',
  legalBasis: '--legal-basis',
  source: '--source',
};

/**
 * The one place for what went wrong outside a command's work: settings, schemas, the database, the disk, a refusal.
 * @param writes the file that the command writes: errors of a full disk do not say which it was
 * @returns the exit code
 */
export function explain(command: string, error: unknown, writes: string | null = null): number {
  process.stderr.write(`yibo ${command}: ${wordsOf(error, writes)}\n`);
  return error instanceof UsageError || error instanceof TermRefused ? 2 : 1;
}

/** @returns what went wrong, for the person who has to mend it */
export function wordsOf(error: unknown, writes: string | null = null): string {
  if (error instanceof TermRefused) return `${optionOf[error.term]} ${error.problem}`;
  const said = systemErrorText(error, { database: databaseInUse(), file: writes });
  return said ?? (error instanceof Error ? error.message : String(error));
}

/** Its file, or its server and name, never a password. */
function databaseInUse(): string {
  try {
    const { databaseUrl } = loadConfig(process.env);
    const file = sqliteFile(databaseUrl);
    if (file !== null) return resolve(file);
    const { host, pathname } = new URL(databaseUrl);
    return `${host}${pathname}`;
  } catch {
    return 'DATABASE_URL';
  }
}
