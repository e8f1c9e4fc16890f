import { pipeline } from 'node:stream/promises';
import { type ExportedRows, type ExportRequest, exportTexts } from '../exchange/files/export-files.js';
import type { DatasetSchema } from '../schemas/schema.js';

/**
 * Writes a dataset to the screen, or to whatever reads it there, at that reader's pace.
 * @returns null when the reader went away, as `head` does
 */
export async function exportToScreen(
  dataset: DatasetSchema,
  request: ExportRequest,
  signal: AbortSignal,
): Promise<readonly ExportedRows[] | null> {
  const { texts, done } = exportTexts(dataset, request);
  try {
    await pipeline(texts, process.stdout, { end: false, signal });
  } catch (error) {
    const isGone = error instanceof Error && 'code' in error && error.code === 'EPIPE';
    if (isGone) return null;
    throw error;
  }
  return [done()];
}
