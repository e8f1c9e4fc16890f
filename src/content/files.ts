import { createHash } from 'node:crypto';
import { existsSync, readdirSync } from 'node:fs';
import { join, sep } from 'node:path';
import { readAuthored } from '../authored/data-file.js';
import type { Problem } from '../authored/problem.js';
import { ContentRefused } from './content-refused.js';
import { atOnce, inSlices } from './in-slices.js';

/** The content files as text, by their path from the project's root; this is what a version is made of. */
export type ContentFiles = Readonly<Record<string, string>>;

export const contentFolders = [
  'menus',
  'intents',
  'data/phrases',
  'data/facts',
  'data/danger',
  'data/english',
  'data/staff',
  'data/calendar',
] as const;

/**
 * Reads the files in one go.
 * @throws ContentRefused when one of them is not UTF-8
 */
export function readContentFiles(root: string): ContentFiles {
  return atOnce(readingFiles(root));
}

/** The same, letting others work between two files. */
export function readContentFilesInSlices(root: string): Promise<ContentFiles> {
  return inSlices(readingFiles(root));
}

function* readingFiles(root: string): Generator<void, ContentFiles> {
  const files: Record<string, string> = {};
  const problems: Problem[] = [];
  for (const folder of contentFolders) {
    if (!existsSync(join(root, folder))) continue;
    const names = readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
      .map((name) => name.split(sep).join('/'))
      .filter((name) => /^(?:[^./][^/]*\/)*[^./][^/]*\.ya?ml$/.test(name));
    for (const name of names.sort()) {
      yield;
      const { text, problem } = readAuthored(join(root, folder, name), `${folder}/${name}`);
      if (problem) problems.push(problem);
      else files[`${folder}/${name}`] = text;
    }
  }
  // What they would say is unknown: whatever else is wrong may be the echo of that.
  if (problems.length > 0) throw new ContentRefused(problems);
  return files;
}

/** @returns 16 hexadecimal digits that name exactly these files */
export function versionOf(files: ContentFiles): string {
  const hash = createHash('sha256');
  for (const path of Object.keys(files).sort()) hash.update(`${path}\0${files[path]}\0`);
  return hash.digest('hex').slice(0, 16);
}
