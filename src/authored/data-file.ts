import { readFileSync } from 'node:fs';
import { relative } from 'node:path';
import { type AuthoredText, authoredText } from './authored-text.js';
import { ContentDocument } from './document.js';

/**
 * Reads a file of `data/`. One that cannot be read is an empty document with the reason among its problems.
 * @param file there is something at this path
 * @param format `json`: what is given out as JSON has to be just that
 */
export function readDataFile(file: string, format: 'yaml' | 'json' = 'yaml'): ContentDocument {
  const shown = relative(process.cwd(), file);
  const { text = '', problem } = readAuthored(file, shown);
  return problem ? ContentDocument.unreadable(problem) : new ContentDocument(shown, text, format);
}

const faults: Readonly<Record<string, string>> = {
  EISDIR: 'is a folder. Put a file of that name in its place.',
  EACCES: 'may not be read by this user. Give it to the user that the service runs as.',
  ENOENT: 'leads to a file that is not there. Put the file back, or remove the link.',
};

/**
 * Reads a file that people write.
 * @param shown how it is called in what is said of it
 * @returns its text, or why it has none
 */
export function readAuthored(file: string, shown: string): AuthoredText {
  try {
    return authoredText(shown, readFileSync(file));
  } catch (error) {
    const message = error instanceof Error && 'code' in error ? faults[String(error.code)] : undefined;
    if (message === undefined) throw error;
    return { problem: { file: shown, line: 1, column: 1, path: '', message } };
  }
}
