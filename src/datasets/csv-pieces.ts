import { isUtf8 } from 'node:buffer';
import { createReadStream } from 'node:fs';
import { FileFault, readingFault } from './csv-file.js';

/** Some whole rows of a file as text. */
export interface CsvPiece {
  readonly text: string;
  readonly hasQuotes: boolean;
  /** How much of the file has been read so far. */
  readonly bytes: number;
}

const pieceBytes = 131_072;
/** A row longer than this is taken for a quote that was never closed. */
const longestRowBytes = 1_048_576;
const quote = 34;
const newline = 10;
const utf8Bom = Buffer.from([0xef, 0xbb, 0xbf]);

/**
 * Reads a file in pieces that end where a row ends: at a line break with an even number of double quotes before it.
 * @param lineSoFar asked for the line at which the next piece begins, to say where a fault is
 * @throws FileFault when it cannot be read, is no text in UTF-8, or a row does not end
 */
export async function* readCsvPieces(file: string, lineSoFar: () => number): AsyncGenerator<CsvPiece> {
  const stream = createReadStream(file, { highWaterMark: pieceBytes });
  let rest: Buffer = Buffer.alloc(0);
  let isFirst = true;
  try {
    for await (const chunk of stream) {
      let data = rest.length === 0 ? (chunk as Buffer) : Buffer.concat([rest, chunk as Buffer]);
      if (isFirst) data = withoutBom(data);
      isFirst = false;
      const { end, hasQuotes } = lastRowEnd(data);
      rest = data.subarray(end);
      if (rest.length > longestRowBytes) throw endlessRow(rest, lineSoFar());
      if (end > 0) yield piece(data.subarray(0, end), hasQuotes, stream.bytesRead, lineSoFar());
    }
    if (rest.length > 0) yield piece(rest, rest.includes(quote), stream.bytesRead, lineSoFar());
  } catch (error) {
    throw readingFault(error);
  }
}

function withoutBom(data: Buffer): Buffer {
  if (data.subarray(0, 4).toString('latin1') === 'PK\x03\x04') {
    throw new FileFault(0, 'is a spreadsheet or an archive, not CSV', 'Save it as CSV in UTF-8');
  }
  return data.subarray(0, 3).equals(utf8Bom) ? data.subarray(3) : data;
}

function lastRowEnd(data: Buffer): { readonly end: number; readonly hasQuotes: boolean } {
  const quotes: number[] = [];
  for (let at = data.indexOf(quote); at >= 0; at = data.indexOf(quote, at + 1)) quotes.push(at);
  let end = data.lastIndexOf(newline);
  for (let before = quotes.length; before > 0 && end >= 0; before--) {
    const last = quotes[before - 1] ?? 0;
    if (last > end) continue;
    if (before % 2 === 0) break;
    // This line break is inside quotes; the next candidate stands before the quote that opened them.
    end = data.lastIndexOf(newline, last);
  }
  return { end: end + 1, hasQuotes: quotes.length > 0 };
}

function piece(bytes: Buffer, hasQuotes: boolean, read: number, firstLine: number): CsvPiece {
  if (bytes.includes(0) || !isUtf8(bytes)) throw notText(bytes, firstLine);
  return { text: bytes.toString('utf8'), hasQuotes, bytes: read };
}

function notText(bytes: Buffer, firstLine: number): FileFault {
  let line = firstLine;
  for (let start = 0; start < bytes.length; line++) {
    const end = bytes.indexOf(newline, start);
    const one = bytes.subarray(start, end < 0 ? bytes.length : end);
    if (one.includes(0)) return new FileFault(line, 'the file holds binary data', 'Save it as CSV in UTF-8');
    if (!isUtf8(one)) break;
    start = end < 0 ? bytes.length : end + 1;
  }
  return new FileFault(line, 'the file is not in UTF-8', 'Save it as CSV in UTF-8');
}

function endlessRow(bytes: Buffer, line: number): FileFault {
  if (bytes.includes(0) || !isUtf8(bytes.subarray(0, bytes.lastIndexOf(newline) + 1))) return notText(bytes, line);
  return bytes.includes(quote)
    ? unclosedQuote(line)
    : new FileFault(line, 'the row that begins here does not end', 'Put every row on a line of its own');
}

/** A double quote that opens and never closes swallows the rest of the file. */
export function unclosedQuote(line: number): FileFault {
  return new FileFault(
    line,
    'a double quote opens in or after this row and is never closed; the rest of the file was not read',
    'Close it, and write "" for a quote inside a value',
  );
}
