import { readFile } from 'node:fs/promises';
import { buffer } from 'node:stream/consumers';
import { Refused } from '../draws/computing/example.js';

/**
 * The JSON of a file in UTF-8.
 * @param file its path; `-` reads what is piped in
 * @throws Refused where it is no object of JSON, or not in UTF-8: bytes that stand for nothing are never taken for something else
 */
export async function jsonIn(file: string): Promise<Readonly<Record<string, unknown>>> {
  const written = file === '-' ? await buffer(process.stdin) : await readFile(file);
  try {
    const value: unknown = JSON.parse(utf8.decode(written));
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Record<string, unknown>;
  } catch {
    // Told below, alike.
  }
  throw new Refused(`${file} holds no object of JSON in UTF-8`);
}

/** With a byte order mark left in, which JSON does not have. */
const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
