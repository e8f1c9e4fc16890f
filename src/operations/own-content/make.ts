import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { CodedError } from '../../domain/errors/errors.js';
import { contentParts, hashesIn, type Origin, versionIn, writeOrigin } from './origin.js';
import { asItCame } from './pristine.js';

/** The folder for a bureau's own content holds something already. */
export class ContentFolderTaken extends CodedError {
  readonly code = 'content-folder-taken';
}

/** What was made. */
export interface Made {
  readonly files: number;
  readonly origin: Origin;
  /** Whether git could tell what was edited in the package itself. */
  readonly isSure: boolean;
}

/**
 * Makes a folder of a bureau's own content: a copy of the package's, with a note of where it came from.
 * @param home the package
 * @param folder one that is empty, or not there
 * @throws ContentFolderTaken, or Error of the system
 */
export async function makeOwnContent(home: string, folder: string): Promise<Made> {
  // Version control, and what a file system puts into a new disk, may be there.
  const inIt = existsSync(folder) ? readdirSync(folder).filter((name) => !/^\.|^lost\+found$/.test(name)) : [];
  if (inIt.length > 0) {
    throw new ContentFolderTaken(`${folder} holds ${inIt[0]} already. Name a folder that is empty, or not there.`);
  }
  const copy = join(folder, '.yibo-init.part');
  rmSync(copy, { recursive: true, force: true });
  const files = Object.keys(hashesIn(home));
  for (const path of files) {
    mkdirSync(dirname(join(copy, path)), { recursive: true });
    writeFileSync(join(copy, path), readFileSync(join(home, path)));
  }
  // They appear whole: a copy that is broken off leaves nothing but what the next one removes.
  for (const part of contentParts) if (existsSync(join(copy, part))) renameSync(join(copy, part), join(folder, part));
  rmSync(copy, { recursive: true });
  const { files: came, isSure } = asItCame(home);
  const origin = { yibo: versionIn(home), files: came };
  await writeOrigin(folder, origin);
  return { files: files.length, origin, isSure };
}
