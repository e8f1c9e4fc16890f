import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { CodedError } from '../../domain/errors/errors.js';
import { writeFileWhole } from '../../files/whole-file.js';
import { compare, type Difference, safe } from './compare.js';
import {
  contentParts,
  ended,
  type Hashes,
  hashesIn,
  hashOf,
  type Origin,
  readOrigin,
  versionIn,
  writeOrigin,
} from './origin.js';

/** A bureau's own content, beside the version of Yibo that runs. */
export interface Beside {
  readonly origin: Origin;
  /** What the version has. */
  readonly now: Hashes;
  readonly differences: readonly Difference[];
}

/** What was taken up would not fit what the bureau has written. */
export class UpdateRefused extends CodedError {
  readonly code = 'update-refused';
}

/** @returns null when nothing tells where the folder came from. @throws OriginRefused */
export function lookBeside(home: string, folder: string): Beside | null {
  const origin = readOrigin(folder);
  if (origin === null) return null;
  const now = hashesIn(home);
  return { origin, now, differences: compare(origin.files, hashesIn(folder), now) };
}

/** How a folder is brought up to date. */
export interface TakeUp {
  readonly home: string;
  readonly folder: string;
  /** Files that stay as they are here, though Yibo has changed them: they are not spoken of until it changes them again. */
  readonly keep: readonly string[];
  /** @returns what is wrong with the content of a folder */
  readonly problemsIn: (folder: string) => readonly string[];
}

/**
 * Takes up what Yibo has changed and the bureau has not. A file that the bureau has edited is never touched, and all of it is tried on a copy before.
 * Broken off, it can be done again.
 * @returns what is left for somebody to bring together
 * @throws UpdateRefused when the content would be refused afterwards, and is not now
 */
export async function takeUp({ origin, now, differences }: Beside, how: TakeUp): Promise<readonly Difference[]> {
  const { home, folder, keep } = how;
  const taken = differences.filter(({ path, kind }) => safe.has(kind) && !keep.includes(path));
  tryOnCopy(taken, how);
  const edited: Difference[] = [];
  for (const { path, kind } of taken) {
    const target = join(folder, path);
    // Somebody may be working here meanwhile.
    if (kind !== 'added' && hashOf(readFileSync(target)) !== origin.files[path]) edited.push({ path, kind: 'both' });
    else if (kind === 'removed') rmSync(target);
    else {
      const bytes = readFileSync(join(home, path));
      await writeFileWhole(target, (stream) => ended(stream, bytes), { replace: kind === 'changed' });
    }
  }
  const left = [...edited, ...differences.filter((one) => !taken.includes(one) && !keep.includes(one.path))];
  await writeOrigin(folder, { yibo: versionIn(home), files: settled(origin.files, now, left) });
  return left;
}

/** What the folder comes from now: the version, except for what is still to be brought together. */
function settled(from: Hashes, now: Hashes, left: readonly Difference[]): Hashes {
  const files: Record<string, string> = { ...now };
  for (const { path } of left) {
    const { [path]: before } = from;
    if (before === undefined) delete files[path];
    else files[path] = before;
  }
  return files;
}

function tryOnCopy(taken: readonly Difference[], { home, folder, problemsIn }: TakeUp): void {
  if (taken.length === 0 || problemsIn(folder).length > 0) return;
  const copy = mkdtempSync(join(tmpdir(), 'yibo-update-'));
  try {
    for (const part of contentParts)
      if (existsSync(join(folder, part))) cpSync(join(folder, part), join(copy, part), { recursive: true });
    for (const { path, kind } of taken) {
      if (kind === 'removed') rmSync(join(copy, path), { force: true });
      else {
        mkdirSync(dirname(join(copy, path)), { recursive: true });
        writeFileSync(join(copy, path), readFileSync(join(home, path)));
      }
    }
    const problems = problemsIn(copy);
    if (problems.length === 0) return;
    throw new UpdateRefused(
      `what Yibo has changed does not fit what you have written. Nothing was changed. Bring the files together by hand, and say --keep for each that stays:\n${problems.map((one) => `  ${one.replaceAll(`${copy}/`, '')}`).join('\n')}`,
    );
  } finally {
    rmSync(copy, { recursive: true, force: true });
  }
}
