import { existsSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { UsageError } from './explain.js';

/**
 * A folder that is not there was mistyped more often than it was meant to be made.
 * @throws UsageError where the folder of a file that is to be written is not there
 */
export function folderThere(option: string, file: string): void {
  const folder = dirname(resolve(file));
  if (!existsSync(folder))
    throw new UsageError(`${option}: there is no folder ${folder}. Make it, or look at the name.`);
}
