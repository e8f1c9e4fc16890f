import { statSync } from 'node:fs';
import { CodedError } from '../domain/errors/errors.js';

const example = 'such as sqlite:var/yibo.db';

/** A `DATABASE_URL` that can name no database; the message says why, and what to write. */
export class MisnamedDatabase extends CodedError {
  readonly code = 'misnamed-database';
}

/**
 * @returns the file that a `DATABASE_URL` names; null for one on a server
 * @throws MisnamedDatabase when it names a folder, the memory of a process, or another kind of database
 */
export function sqliteFile(databaseUrl: string): string | null {
  if (/^postgres(ql)?:\/\//.test(databaseUrl)) return null;
  const [, path] = /^sqlite:(?:\/\/)?(.+)$/.exec(databaseUrl) ?? [];
  if (path === undefined) {
    const shown = databaseUrl.replace(/\/\/.*@/, '//…@');
    throw new MisnamedDatabase(
      `DATABASE_URL "${shown}" is not known. Use sqlite:PATH, ${example}, or postgres://USER:PASSWORD@HOST:5432/DATABASE.`,
    );
  }
  if (path === ':memory:') {
    const why = 'a database in memory is gone when the process ends, and no other sees it';
    throw new MisnamedDatabase(`DATABASE_URL "${databaseUrl}" names no file: ${why}. Name one, ${example}.`);
  }
  const isFolder = path.endsWith('/') || statSync(path, { throwIfNoEntry: false })?.isDirectory();
  if (isFolder) throw new MisnamedDatabase(`DATABASE_URL names the folder ${path}. Name a file in it, ${example}.`);
  return path;
}
