import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

type Work = () => unknown;

const left: Readonly<Record<'test' | 'file', Work[]>> = { test: [], file: [] };
const folders = new Map<string, string>();

/**
 * Puts something away when the test ends that is running, or the file. What files share is loaded once, and hooks of its
 * own would be those of the first file alone.
 */
export function afterThis(what: 'test' | 'file', work: Work): void {
  left[what].push(work);
}

/** @returns a folder that lasts as long as the test file that is running, one for each beginning of its name */
export function folderOfFile(beginning: string): string {
  const known = folders.get(beginning);
  if (known !== undefined) return known;
  const made = mkdtempSync(join(tmpdir(), beginning));
  folders.set(beginning, made);
  afterThis('file', () => {
    folders.delete(beginning);
    rmSync(made, { recursive: true, force: true });
  });
  return made;
}

/** Does what was to be done now; everything of it, also where something fails. */
export async function putAway(what: 'test' | 'file'): Promise<void> {
  const failures: unknown[] = [];
  for (const work of left[what].splice(0)) {
    try {
      await work();
    } catch (error) {
      failures.push(error);
    }
  }
  if (failures.length > 0) throw failures[0];
}
