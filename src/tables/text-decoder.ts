import { isAscii, isUtf8, transcode } from 'node:buffer';
import { FileFault } from './file-fault.js';
import { looksLikeUtf8, mayBeGb18030, oddCharacterIn } from './guess-encoding.js';
import type { TableEncoding } from './table-contents.js';

/**
 * Turns the pieces of a file into text: UTF-8, or GB18030 with GBK and GB2312 in it. ASCII pieces are the same in both;
 * the first other one decides, and what does not fit from there on is damage.
 */
export class PieceDecoder {
  private decided: TableEncoding | null = null;
  private readonly gb18030 = new TextDecoder('gb18030', { fatal: true });

  get encoding(): TableEncoding {
    return this.decided ?? 'UTF-8';
  }

  /**
   * @param bytes whole lines
   * @throws FileFault that names the line which is no text
   */
  decode(bytes: Buffer, firstLine: number): string {
    if (bytes.includes(0)) {
      const line = firstLine + lineWhere(bytes, (one) => one.includes(0));
      throw new FileFault(line, 'the file holds binary data', 'Save it as CSV in UTF-8, or as .xlsx');
    }
    if (isAscii(bytes)) return bytes.toString('latin1');
    if (this.decided !== 'GB18030' && isUtf8(bytes)) {
      this.decided = 'UTF-8';
      // Twice as fast as toString('utf8').
      return transcode(bytes, 'utf8', 'utf16le').toString('utf16le');
    }
    if (this.decided === 'UTF-8' || (this.decided === null && looksLikeUtf8(bytes))) {
      throw damaged(firstLine + lineWhere(bytes, (one) => !isUtf8(one)), 'UTF-8');
    }
    const text = this.decodeGb18030(bytes);
    if (this.decided === 'GB18030') {
      if (text !== null) return text;
      throw damaged(firstLine + lineWhere(bytes, (one) => this.decodeGb18030(one) === null), 'GB18030');
    }
    if (text === null || !mayBeGb18030(bytes)) {
      const line = firstLine + lineWhere(bytes, (one) => !isUtf8(one));
      throw new FileFault(line, 'the file is neither in UTF-8 nor in GB18030', 'Save it as CSV in UTF-8, or as .xlsx');
    }
    const odd = oddCharacterIn(text);
    if (odd !== null) {
      const line = firstLine + lineWhere(bytes, (one) => this.decodeGb18030(one)?.includes(odd) === true);
      throw oddFault(line, odd);
    }
    this.decided = 'GB18030';
    return text;
  }

  private decodeGb18030(bytes: Buffer): string | null {
    try {
      // In the edition of 2000, ḿ was where today a private-use character is, and the other way round.
      return this.gb18030.decode(bytes).replaceAll('\ue7c7', 'ḿ');
    } catch {
      return null;
    }
  }
}

function oddFault(line: number, odd: string): FileFault {
  const code = (odd.codePointAt(0) ?? 0).toString(16).toUpperCase();
  return new FileFault(
    line,
    `the file is not in UTF-8, and read as GB18030 this line has the character U+${code}, which is in hardly any text`,
    'Put the character that is meant, or save the file as CSV in UTF-8, or as .xlsx',
  );
}

function damaged(line: number, encoding: TableEncoding): FileFault {
  const reason = `the file is in ${encoding}, but a character in this line is damaged`;
  return new FileFault(line, reason, 'Export it again from its source');
}

const newline = 10;
const carriageReturn = 13;

/** @returns which of the lines is like that, counted from 0; the last one when none is */
function lineWhere(bytes: Buffer, isSo: (line: Buffer) => boolean): number {
  let line = 0;
  for (let start = 0; ; line++) {
    let end = start;
    while (end < bytes.length && bytes[end] !== newline && bytes[end] !== carriageReturn) end++;
    if (isSo(bytes.subarray(start, end))) return line;
    start = end + (bytes[end] === carriageReturn && bytes[end + 1] === newline ? 2 : 1);
    if (start >= bytes.length) return line;
  }
}
