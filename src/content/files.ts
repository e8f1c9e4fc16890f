import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, sep } from 'node:path';

/** The content files as text, by their path from the project's root; this is what a version is made of. */
export type ContentFiles = Readonly<Record<string, string>>;

export const contentFolders = ['menus', 'intents', 'data/phrases', 'data/staff', 'data/calendar'] as const;

/** @throws Error when the root has no content at all */
export function readContentFiles(root: string): ContentFiles {
  const files: Record<string, string> = {};
  for (const folder of contentFolders) {
    if (!existsSync(join(root, folder))) continue;
    const names = readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
      .map((name) => name.split(sep).join('/'))
      .filter((name) => /^(?:[^./][^/]*\/)*[^./][^/]*\.ya?ml$/.test(name));
    for (const name of names.sort()) files[`${folder}/${name}`] = readFileSync(join(root, folder, name), 'utf8');
  }
  return files;
}

/** @returns 16 hexadecimal digits that name exactly these files */
export function versionOf(files: ContentFiles): string {
  const hash = createHash('sha256');
  for (const path of Object.keys(files).sort()) hash.update(`${path}\0${files[path]}\0`);
  return hash.digest('hex').slice(0, 16);
}
