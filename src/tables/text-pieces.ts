import type { FileBytes } from './file-bytes.js';
import { withoutBom } from './file-format.js';
import { LongRow } from './long-row.js';
import type { TableEncoding } from './table-contents.js';
import { type EncodingReading, PieceDecoder } from './text-decoder.js';

/** Some whole rows of a file as text. */
export interface TextPiece {
  readonly text: string;
  readonly hasQuotes: boolean;
  /** How much of the file has been read so far. */
  readonly bytes: number;
}

/** A row longer than this is no row: most likely a quote was never closed. */
const longestRowBytes = 1_048_576;
const quote = 34;
const newline = 10;
const carriageReturn = 13;

/**
 * Cuts a file into pieces that end where a row ends, and decodes them.
 * Cutting is done on bytes: in UTF-8 all bytes of a longer character are above 0x7F, and in GB18030 the later ones are
 * 0x30 to 0x39, 0x40 to 0x7E or above, so that neither has a line break, a quote, a comma, a tab or a semicolon in it.
 */
export class TextPieces {
  private readonly decoder: PieceDecoder;
  /** The line on which the next piece begins; whoever takes the pieces counts it on. */
  line = 1;

  /**
   * @param quoting whether a line break inside double quotes is a part of its row
   * @param encoding what the file is said to be in; null: it is told by its bytes
   */
  constructor(
    private readonly file: FileBytes,
    private readonly quoting: boolean,
    encoding: TableEncoding | null = null,
  ) {
    this.decoder = new PieceDecoder(encoding);
  }

  /** In which encoding the file has been read so far, and how sure that is. */
  get reading(): EncodingReading {
    return this.decoder.reading;
  }

  /** @throws FileFault when the file cannot be read, is no text, or a row is too long */
  async *pieces(): AsyncGenerator<TextPiece> {
    let rest: Buffer = Buffer.alloc(0);
    let isFirst = true;
    let longRow: LongRow | null = null;
    for await (const bytes of this.file.pieces()) {
      if (longRow) {
        longRow.add(bytes);
        if (longRow.hasEnd) break;
        continue;
      }
      let data = rest.length === 0 ? bytes : Buffer.concat([rest, bytes]);
      if (isFirst) data = withoutBom(data);
      isFirst = false;
      const { end, hasQuotes } = this.lastRowEnd(data);
      rest = data.subarray(end);
      if (end > 0) yield this.piece(data.subarray(0, end), hasQuotes);
      if (rest.length > longestRowBytes) longRow = this.beginLongRow(rest);
    }
    if (longRow) throw longRow.fault(this.line);
    if (rest.length > 0) yield this.piece(rest, this.quoting && rest.includes(quote));
    this.decoder.end();
  }

  private piece(bytes: Buffer, hasQuotes: boolean): TextPiece {
    return { text: this.decoder.decode(bytes, this.line), hasQuotes, bytes: this.file.read };
  }

  /** A row ends at a line break with an even number of double quotes before it. */
  private lastRowEnd(data: Buffer): { readonly end: number; readonly hasQuotes: boolean } {
    const quotes: number[] = [];
    if (this.quoting) {
      for (let at = data.indexOf(quote); at >= 0; at = data.indexOf(quote, at + 1)) quotes.push(at);
    }
    let end = lastLineBreak(data, data.length);
    for (let before = quotes.length; before > 0 && end >= 0; before--) {
      const last = quotes[before - 1] ?? 0;
      if (last > end) continue;
      if (before % 2 === 0) break;
      // This line break is inside quotes; the next candidate stands before the quote that opened them.
      end = lastLineBreak(data, last);
    }
    return { end: end + 1, hasQuotes: quotes.length > 0 };
  }

  /** The rest of the file is only looked through, to say what is wrong with this row. */
  private beginLongRow(bytes: Buffer): LongRow {
    const whole = bytes.includes(0) ? bytes : bytes.subarray(0, lastLineBreak(bytes, bytes.length) + 1);
    // What is no text at all is said to be that.
    this.decoder.decode(whole, this.line);
    const row = new LongRow(this.quoting);
    row.add(bytes);
    return row;
  }
}

/** @returns the last byte before this place that ends a line, or -1 */
function lastLineBreak(data: Buffer, before: number): number {
  const atNewline = before > 0 ? data.lastIndexOf(newline, before - 1) : -1;
  // A carriage return at the very end may be the first half of a line break.
  const tail = data.subarray(atNewline + 1, Math.min(before, data.length - 1));
  const inTail = tail.lastIndexOf(carriageReturn);
  return inTail < 0 ? atNewline : atNewline + 1 + inTail;
}

/** How a text is split into lines, wherever it was written. */
export const lineBreak = /\r\n|\n|\r/;

export function linesOf(text: string): string[] {
  const lines = text.includes('\r') ? text.split(lineBreak) : text.split('\n');
  if (lines.at(-1) === '') lines.pop();
  return lines;
}
