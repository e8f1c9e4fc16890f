import { createReadStream, statSync } from 'node:fs';
import { parse } from 'csv-parse';
import type { RegisterRow } from '../draws/register/register.js';
import { RegisterFault } from '../draws/register/register.js';
import { progressLine } from './progress-line.js';
import { UsageError } from './with-store.js';

/** From so many rows on it is shown how far it is. */
const manyRows = 100_000;

/**
 * Reads a register (名录库) from CSV: the header names the facts, one of them `id`; every value stays the text that it is.
 * @throws RegisterFault for a row that has more or fewer values than the header, with its line
 */
export async function registerIn(
  file: string,
  progress = progressLine('reading', process.stderr),
): Promise<readonly RegisterRow[]> {
  const total = Math.max(1, sizeOf(file));
  const input = createReadStream(file);
  const rows: RegisterRow[] = [];
  const records = input.pipe(parse({ columns: true, bom: true, skip_empty_lines: true, trim: true }));
  input.once('error', (error) => records.destroy(error));
  try {
    for await (const row of records) {
      if (typeof row.id !== 'string') throw new RegisterFault(`${file}: the header has no column "id"`);
      rows.push(row);
      if (rows.length > manyRows && rows.length % 1_000 === 0)
        progress.show({ rows: rows.length, share: input.bytesRead / total });
    }
  } catch (error) {
    const { code, lines, message } = error as { code?: string; lines?: number; message: string };
    if (code?.startsWith('CSV_')) throw new RegisterFault(`${file}:${lines ?? 1} cannot be read: ${message}`);
    throw error;
  } finally {
    progress.end();
  }
  return rows;
}

function sizeOf(file: string): number {
  const found = statSync(file, { throwIfNoEntry: false });
  if (!found?.isFile()) throw new UsageError(`there is no file ${file}.`);
  return found.size;
}
