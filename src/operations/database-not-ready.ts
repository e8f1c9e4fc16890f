import type { Inspection } from '../domain/care/inspection.js';
import { CodedError } from '../domain/errors/errors.js';

/** A database that a command cannot work on; the message says why, and what to do. */
export class DatabaseNotReady extends CodedError {
  readonly code = 'database-not-ready';
}

/** A database that is damaged, so that a backup of it would be, too. */
export class DatabaseDamaged extends CodedError {
  readonly code = 'database-damaged';
  /** @param said what is damaged, each with what to do */
  constructor(said: readonly string[]) {
    const rescue = 'Where no better backup is left, --even-damaged writes it as it is, if it can be read at all';
    super(`the database is damaged, and a backup would carry it on.\n${said.join('\n')}\n${rescue}.`);
  }
}

export function noDatabase(place: string): DatabaseNotReady {
  const remedy = 'Look at DATABASE_URL; the first start makes one.';
  return new DatabaseNotReady(`there is no database at ${place}. ${remedy}`);
}

/** @throws DatabaseNotReady unless it is there, ours, and up to date: a command that reads must not make or migrate one */
export function refuseUnready(found: Inspection): void {
  if (!found.exists) throw noDatabase(found.place);
  refuseNotUpToDate(found);
}

/** @throws DatabaseNotReady when another version runs on it, which a command must not take it from; a new one may be made */
export function refuseOlder(found: Inspection): void {
  if (found.applied.length > 0) refuseNotUpToDate(found);
}

/**
 * For a command that only looks, and makes none.
 * @returns whether there is a database to look at; false where there is none, or one that nothing has been written to yet
 * @throws DatabaseNotReady when another version runs on it, or it is somebody else's
 */
export function isThere(found: Inspection): boolean {
  if (found.misfit !== null) throw new DatabaseNotReady(`${found.place}: ${found.misfit}`);
  refuseOlder(found);
  return found.applied.length > 0;
}

function refuseNotUpToDate({ place, misfit, pending }: Inspection): void {
  if (misfit !== null) throw new DatabaseNotReady(`${place}: ${misfit}`);
  if (pending.length === 0) return;
  const remedy = 'Use the version that runs on it, or start this one once, which brings it up to date.';
  throw new DatabaseNotReady(`the database at ${place} has not had ${pending.join(', ')} yet. ${remedy}`);
}
