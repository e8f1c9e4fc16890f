import { isUtf8 } from 'node:buffer';
import type { Problem } from './problem.js';

/** What a file says, or why that cannot be known. */
export type AuthoredText =
  | { readonly text: string; readonly problem?: never }
  | { readonly problem: Problem; readonly text?: never };

/** What an editor on Windows is asked for, in the words of its menu. */
const remedy = 'Save it as UTF-8 (记事本: 另存为, 编码选 UTF-8).';

/**
 * Reads the bytes of a file that people write. It must be UTF-8: what another encoding holds would be spoken as rubbish. A byte
 * order mark at its beginning is left out.
 * @param file as it is to be shown
 * @example authoredText('menus/a.yaml', Buffer.from([0xc4, 0xe3])) // { problem: menus/a.yaml:1:1 is not UTF-8, … looks like GBK … }
 */
export function authoredText(file: string, bytes: Uint8Array): AuthoredText {
  if (!isUtf16(bytes) && isUtf8(bytes)) return { text: new TextDecoder().decode(bytes) };
  const message = `is not UTF-8: ${guessed(bytes)}. ${remedy}`;
  return { problem: { file, ...firstFault(bytes), path: '', message } };
}

function isUtf16([first, second]: Uint8Array): boolean {
  return (first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff);
}

function guessed(bytes: Uint8Array): string {
  if (isUtf16(bytes)) return 'it looks like UTF-16, which Notepad calls Unicode';
  try {
    const text = new TextDecoder('gb18030', { fatal: true }).decode(bytes);
    if (/\p{Script=Han}/u.test(text)) return 'it looks like GBK, which Notepad calls ANSI';
  } catch {
    // Of no encoding that we know.
  }
  return 'it holds bytes that no such text has';
}

/** Where the first character stands that is none. */
function firstFault(bytes: Uint8Array): { line: number; column: number } {
  if (isUtf16(bytes)) return { line: 1, column: 1 };
  let line = 1;
  for (let from = 0; from <= bytes.length; line++) {
    const end = bytes.indexOf(0x0a, from);
    const row = bytes.subarray(from, end < 0 ? bytes.length : end);
    if (!isUtf8(row)) return { line, column: charactersBeforeFault(row) + 1 };
    if (end < 0) break;
    from = end + 1;
  }
  return { line: 1, column: 1 };
}

function charactersBeforeFault(row: Uint8Array): number {
  let sound = 0;
  for (let length = 1; length <= row.length; length++) if (isUtf8(row.subarray(0, length))) sound = length;
  return new TextDecoder().decode(row.subarray(0, sound)).length;
}
