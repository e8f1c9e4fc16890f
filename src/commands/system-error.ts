import { existsSync } from 'node:fs';
import { dirname } from 'node:path';
import { Unavailable } from '../domain/care/unavailable.js';

/** Where a command works, for errors that do not say it themselves. */
export interface Workplace {
  /** The database: its file, or its server and name. */
  readonly database: string;
  /** The file that is written besides; null when there is none. */
  readonly file: string | null;
}

/** What Node says of a file that it could not use. */
interface FileFault {
  readonly path: string;
  /** Such as `open`, `mkdir`, `write`. */
  readonly syscall: string;
}

const restoreNewest =
  'Stop the service, keep the file with everything beside it, and restore the newest backup into a new database.';
const makeRoom = 'Make room (old backups first), then run this again.';
const runAsOwner = 'Run as the user who owns it, or give it to this one.';

/** By the code of SQLite (`SQLITE_…`) or PostgreSQL (five characters). */
const ofDatabase: Readonly<Record<string, (place: string) => string>> = {
  SQLITE_FULL: (place) => `the disk is full: the database at ${place} cannot grow. ${makeRoom}`,
  SQLITE_READONLY: (place) => `this user may not write to the database at ${place}, or to its folder. ${runAsOwner}`,
  SQLITE_CANTOPEN: (place) =>
    `the database at ${place} cannot be opened: it, its folder, or a file beside it that begins with its name is closed to this user. ${runAsOwner}`,
  SQLITE_NOTADB: (place) =>
    `${place} is no database. Look at DATABASE_URL; if it was one, it is damaged: restore the newest backup into a new one.`,
  SQLITE_CORRUPT: (place) => `the database at ${place} is damaged. ${restoreNewest}`,
  SQLITE_IOERR: (place) =>
    `the disk failed under the database at ${place}. Look at the room on it, at the limit for a file (ulimit -f), and at the system's log.`,
  SQLITE_BUSY: (place) =>
    `another process has been writing to the database at ${place} for long. Wait until it is done, then run this again.`,
  '53100': (place) => `the disk of the server is full: the database ${place} cannot grow. Make room there.`,
  '25006': (place) =>
    `the database ${place} may only be read. Name the primary in DATABASE_URL, or let it be written to.`,
  '42501': (place) =>
    `the user in DATABASE_URL has no right to do this in the database ${place}. Name the owner, or let them GRANT it.`,
};

/** By the code of the operating system. */
const ofFile: Readonly<Record<string, (fault: FileFault) => string>> = {
  ENOENT: ({ path }) =>
    existsSync(dirname(path))
      ? `${path} is not there. Look at its name.`
      : `there is no folder ${dirname(path)} for ${path}. Make it, or look at the name.`,
  EEXIST: ({ path, syscall }) =>
    syscall === 'mkdir'
      ? `${path} is a file, and would have to be a folder. Choose another place.`
      : `${path} is there already, and nothing is overwritten. Choose another name, or move it away.`,
  ENOTDIR: ({ path }) => `on the way to ${path} is something that is no folder. Look at the name.`,
  EISDIR: ({ path }) => `${path} is a folder. Name a file in it.`,
  EACCES: ({ path }) => `this user may not use ${path}. ${runAsOwner}`,
  EPERM: ({ path }) => `this system does not let this user change ${path}. ${runAsOwner}`,
  EROFS: ({ path }) => `${path} is on a disk that can only be read. Choose another place.`,
  ENOSPC: ({ path }) => `the disk is full: no room for ${path}. ${makeRoom}`,
  EDQUOT: ({ path }) => `this user has no room left on the disk for ${path}. ${makeRoom}`,
  EFBIG: ({ path }) =>
    `${path} became larger than a file may be here. Look at the limit (ulimit -f) and at the kind of disk.`,
  EIO: ({ path }) => `the disk failed at ${path}. Look at the system's log, and choose another disk.`,
  ENAMETOOLONG: ({ path }) => `${path} is too long for a name here. Choose a shorter one.`,
  EMFILE: ({ path }) => `too many files are open to open ${path}. Raise the limit (ulimit -n).`,
};

/**
 * Says what an error of the database's library or of the operating system means: what, where, and what to do. Its code
 * stands at the end, for whoever searches for it.
 * @returns null for every other error: its message is for people already
 */
export function systemErrorText(error: unknown, { database, file }: Workplace): string | null {
  if (!(error instanceof Error) || !('code' in error)) return null;
  // Who watches over the database tells that it cannot be had, and why behind that.
  if (error instanceof Unavailable && error.cause !== undefined)
    return systemErrorText(error.cause, { database, file });
  const code = String(error.code);
  const inDatabase = Object.hasOwn(ofDatabase, code) ? ofDatabase[code] : undefined;
  if (inDatabase) return `${inDatabase(database)} [${code}]`;
  const inFile = Object.hasOwn(ofFile, code) ? ofFile[code] : undefined;
  const syscall = 'syscall' in error ? String(error.syscall) : '';
  return inFile ? `${inFile({ path: pathOf(error, syscall, file), syscall })} [${code}]` : null;
}

/** A file that is open already has lost its name: of writing, only the one file can be meant. */
function pathOf(error: Error, syscall: string, file: string | null): string {
  if ('path' in error && typeof error.path === 'string') return error.path;
  return (syscall === 'write' ? file : null) ?? 'a file';
}
