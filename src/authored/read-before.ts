import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { isDeepStrictEqual } from 'node:util';

/** What each text says, as JSON, by the text's hash. */
type Known = Readonly<Record<string, string>>;

let file: string | null = null;
let known: Known | null = null;

/**
 * Names the file of what an install has read. Parsing YAML so that each place is known takes half a second for all the
 * content of the package; what was read before without a mistake is only looked up.
 */
export function useReadBefore(path: string): void {
  if (path === file) return;
  file = path;
  known = null;
}

/** @returns a new copy of what the text says; undefined where it was not read before */
export function valueReadBefore(text: string): unknown {
  if (file === null) return undefined;
  known ??= kept(file);
  const json = Object.hasOwn(known, nameOf(text)) ? known[nameOf(text)] : undefined;
  return json === undefined ? undefined : JSON.parse(json);
}

/**
 * Keeps what texts say. A value that JSON cannot hold, such as infinity, is left to be read again.
 * @param read each text with its value
 */
export function keepRead(path: string, read: Iterable<readonly [text: string, value: unknown]>): void {
  const values: Record<string, string> = {};
  for (const [text, value] of read) {
    const json = JSON.stringify(value) as string | undefined;
    if (json !== undefined && isDeepStrictEqual(JSON.parse(json), value)) values[nameOf(text)] = json;
  }
  writeFileSync(path, JSON.stringify(values));
  if (path === file) known = null;
}

/** @returns nothing where the file is not there, or not all of it: every text is read itself then */
function kept(path: string): Known {
  try {
    const values: unknown = JSON.parse(readFileSync(path, 'utf8'));
    return values !== null && typeof values === 'object' ? (values as Known) : {};
  } catch {
    return {};
  }
}

function nameOf(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
