import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { contentParts, type Hashes, hashesIn, hashOf } from './origin.js';

/**
 * What the package's content was as it came: whoever edited it in the checkout before making a folder of their own has made those edits, not Yibo, and no
 * update may take them for Yibo's. Git knows; a package without git is as it came.
 * @returns the hashes, and whether git could be asked where there is one
 */
export function asItCame(home: string): { readonly files: Hashes; readonly isSure: boolean } {
  const files: Record<string, string> = { ...hashesIn(home) };
  if (!existsSync(join(home, '.git'))) return { files, isSure: true };
  const status = git(home, [
    'status',
    '--porcelain',
    '-z',
    '--no-renames',
    '--untracked-files=all',
    '--',
    ...contentParts,
  ]);
  if (status === null) return { files, isSure: false };
  for (const line of status.toString('utf8').split('\0').filter(Boolean)) {
    const path = line.slice(3);
    const came = line.startsWith('??') ? null : git(home, ['show', `HEAD:./${path}`]);
    if (came === null) delete files[path];
    else files[path] = hashOf(came);
  }
  return { files, isSure: true };
}

function git(home: string, words: readonly string[]): Buffer | null {
  const { status, stdout } = spawnSync('git', ['-C', home, ...words], {
    maxBuffer: 64e6,
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  return status === 0 ? stdout : null;
}
