import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect } from 'vitest';

const projectRoot = fileURLToPath(new URL('..', import.meta.url));

/** Replaces words where they first stand in a file of the copy; they have to be there. */
export type ChangeContent = (file: string, from: string, to: string) => void;

/** Copies the project's content and data into a folder, and gives what changes a file there. */
export function copyContent(root: string): ChangeContent {
  for (const part of ['menus', 'intents', 'data'])
    cpSync(join(projectRoot, part), join(root, part), { recursive: true });
  return (file, from, to) => {
    const path = join(root, file);
    const text = readFileSync(path, 'utf8');
    expect(text).toContain(from);
    writeFileSync(path, text.replace(from, to));
  };
}
