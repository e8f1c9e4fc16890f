import { join } from 'node:path';
import type { Problem } from '../authored/problem.js';
import { type Difference, safe } from '../operations/own-content/compare.js';
import { originFile } from '../operations/own-content/origin.js';
import { lookBeside } from '../operations/own-content/take-up.js';

/** The package, and a bureau's own content. */
export interface Folders {
  readonly home: string;
  readonly folder: string;
}

/** What a new version of Yibo wants changed in a bureau's own content, for lint; nothing where the content is the package's. */
export function contentUpdates({ home, folder }: Folders): readonly Problem[] {
  if (folder === home) return [];
  const beside = lookBeside(home, folder);
  if (!beside) {
    const message =
      'is not there: nobody can tell what a new version changes in this folder. yibo init makes one with it.';
    return [doubt(originFile, message)];
  }
  const easy = beside.differences.filter(({ kind }) => safe.has(kind));
  const hard = beside.differences.filter(({ kind }) => !safe.has(kind));
  const [first] = easy;
  const count = easy.length === 1 ? 'is' : `and ${easy.length - 1} others are`;
  const since = beside.origin.yibo.changes;
  return [
    ...(first
      ? [
          doubt(
            first.path,
            `${count} changed in Yibo since ${since}, and not here. Take it up: npx yibo update-content`,
          ),
        ]
      : []),
    ...hard.map((one) => doubt(one.path, remedyFor(one, { home, folder }))),
  ];
}

function doubt(file: string, message: string): Problem {
  return { file, line: 1, column: 1, path: '', message };
}

/** What somebody has to do who has changed a file that Yibo has changed, too. */
export function remedyFor({ path, kind }: Difference, { home, folder }: Folders): string {
  const keep = `npx yibo update-content --keep ${path}`;
  const [theirs, yours] = [join(home, path), join(folder, path)];
  switch (kind) {
    case 'removed-here':
      return `was removed here, and has changed in Yibo. Look whether you want it back: cp ${theirs} ${yours}; else ${keep}`;
    case 'left':
      return `is no longer in Yibo, and was left as it is here. Remove it if nothing rests on it; else ${keep}`;
    default:
      return `has changed in Yibo and here. Bring them together: diff ${theirs} ${yours}; then ${keep}`;
  }
}
