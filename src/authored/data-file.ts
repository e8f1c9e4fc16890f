import { readFileSync, statSync } from 'node:fs';
import { relative } from 'node:path';
import { ContentDocument } from './document.js';

/**
 * Reads a file of `data/`. One that cannot be read is an empty document with the reason among its problems.
 * @param file there is something at this path
 */
export function readDataFile(file: string): ContentDocument {
  const shown = relative(process.cwd(), file);
  if (statSync(file).isDirectory()) return unreadable(shown, 'is a folder. Put a file of that name in its place.');
  try {
    return new ContentDocument(shown, readFileSync(file, 'utf8'));
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EACCES')) throw error;
    return unreadable(shown, 'may not be read by this user. Give it to the user that the service runs as.');
  }
}

function unreadable(shown: string, message: string): ContentDocument {
  const document = new ContentDocument(shown, '');
  document.refuse([], message);
  return document;
}
