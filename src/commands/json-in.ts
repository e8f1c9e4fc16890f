import { readFile } from 'node:fs/promises';
import { text } from 'node:stream/consumers';
import { Refused } from '../draws/computing/example.js';

/**
 * The JSON of a file.
 * @param file its path; `-` reads what is piped in
 * @throws Refused where it is no object of JSON
 */
export async function jsonIn(file: string): Promise<Readonly<Record<string, unknown>>> {
  const written = file === '-' ? await text(process.stdin) : await readFile(file, 'utf8');
  try {
    const value: unknown = JSON.parse(written);
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Record<string, unknown>;
  } catch {
    // Told below, alike.
  }
  throw new Refused(`${file} holds no object of JSON`);
}
