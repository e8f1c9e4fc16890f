import { FileFault } from './file-fault.js';

const quote = 34;
const newline = 10;
const carriageReturn = 13;
const notRead = 'the rest of the file was not read';

/** A row that is too long to be held, read on to learn why it is. */
export class LongRow {
  /** Whether the end of the row has been read: what comes then makes no difference. */
  hasEnd = false;
  private hasQuotes = false;
  private isInQuotes = false;

  /** @param quoting whether a line break inside double quotes is a part of the row */
  constructor(private readonly quoting: boolean) {}

  /** @param bytes how the row begins, then how the file goes on */
  add(bytes: Buffer): void {
    for (let at = 0; at < bytes.length && !this.hasEnd; ) {
      const next = this.quoting ? bytes.indexOf(quote, at) : -1;
      const end = next < 0 ? bytes.length : next;
      if (!this.isInQuotes && hasLineBreak(bytes.subarray(at, end))) this.hasEnd = true;
      else if (next >= 0) {
        this.hasQuotes = true;
        this.isInQuotes = !this.isInQuotes;
      }
      at = end + 1;
    }
  }

  /** @param line on which the row begins */
  fault(line: number): FileFault {
    if (this.isInQuotes) return unclosedQuote(line);
    if (!this.hasEnd && !this.hasQuotes) {
      return new FileFault(line, 'the row that begins here does not end', 'Put every row on a line of its own');
    }
    const remedy = this.hasQuotes ? ', or close a double quote where its value ends' : '';
    const reason = `the row that begins here has more than 1 MB; ${notRead}`;
    return new FileFault(line, reason, `Shorten its values${remedy}`);
  }
}

function hasLineBreak(bytes: Buffer): boolean {
  return bytes.includes(newline) || bytes.includes(carriageReturn);
}

/** A double quote that opens and never closes swallows the rest of the file. */
export function unclosedQuote(line: number): FileFault {
  return new FileFault(
    line,
    `a double quote opens in or after this row and is never closed; ${notRead}`,
    'Close it, and write "" for a quote inside a value',
  );
}
