import { isAscii, isUtf8, transcode } from 'node:buffer';
import { TextDecoder } from 'node:util';
import { ChineseEvidence } from './chinese-evidence.js';
import { FileFault } from './file-fault.js';
import { looksLikeUtf8, mayBeGb18030, oddCharacterIn, utf8Within } from './guess-encoding.js';
import type { TableEncoding, TableReading } from './table-contents.js';

export type EncodingReading = Pick<TableReading, 'encoding' | 'encodingIs' | 'encodingSample'>;

/**
 * Turns the pieces of a file into text: UTF-8, or GB18030 with GBK and GB2312 in it, or the encoding that is given. ASCII pieces
 * are the same in all; the first other one decides, and what does not fit from there on is damage.
 */
export class PieceDecoder {
  private decided: TableEncoding | null = null;
  private sample: TableReading['encodingSample'] = null;
  private readonly evidence = new ChineseEvidence();
  private isJudged = false;
  private readonly decoder: TextDecoder;

  /** @param given what whoever imports the file says that it is in: nothing is doubted then */
  constructor(private readonly given: TableEncoding | null = null) {
    this.decoder = new TextDecoder(given ?? 'GB18030', { fatal: true });
  }

  get reading(): EncodingReading {
    const { decided, given, sample } = this;
    const told = decided === 'GB18030' ? 'likely' : 'certain';
    const encodingIs = decided === null ? 'ascii' : given !== null ? 'given' : told;
    return { encoding: decided ?? given ?? 'UTF-8', encodingIs, encodingSample: sample };
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
    if (this.given !== null && this.given !== 'UTF-8') return this.asGiven(this.given, bytes, firstLine);
    if (this.decided !== 'GB18030' && isUtf8(bytes)) {
      this.decided = 'UTF-8';
      // Twice as fast as toString('utf8').
      return transcode(bytes, 'utf8', 'utf16le').toString('utf16le');
    }
    if (this.given === 'UTF-8' || this.decided === 'UTF-8' || (this.decided === null && looksLikeUtf8(bytes))) {
      throw damaged(firstLine + lineWhere(bytes, (one) => !isUtf8(one)), 'UTF-8');
    }
    return this.asGb18030(bytes, firstLine);
  }

  /** Judges what there was too little of while it was read. @throws FileFault when it is hardly Chinese */
  end(): void {
    if (this.decided === 'GB18030' && this.given === null) this.judge();
  }

  private asGiven(given: TableEncoding, bytes: Buffer, firstLine: number): string {
    const text = this.textOf(bytes);
    if (text === null) throw damaged(firstLine + lineWhere(bytes, (one) => this.textOf(one) === null), given);
    this.decided = given;
    this.sample ??= sampleOf(text, firstLine);
    return text;
  }

  private asGb18030(bytes: Buffer, firstLine: number): string {
    const text = this.textOf(bytes);
    if (this.decided === 'GB18030') {
      if (text === null) throw damaged(firstLine + lineWhere(bytes, (one) => this.textOf(one) === null), 'GB18030');
    } else {
      if (text === null || !mayBeGb18030(bytes)) {
        const line = firstLine + lineWhere(bytes, (one) => !isUtf8(one));
        throw new FileFault(line, 'the file is neither in UTF-8 nor in GB18030', remedyFor(null));
      }
      const odd = oddCharacterIn(text);
      if (odd !== null) {
        throw oddFault(firstLine + lineWhere(bytes, (one) => this.textOf(one)?.includes(odd) === true), odd);
      }
      this.decided = 'GB18030';
      this.sample = sampleOf(text, firstLine);
    }
    if (utf8Within(bytes)) throw mixed(firstLine + lineWhere(bytes, utf8Within));
    if (!this.isJudged) {
      this.evidence.add(bytes);
      if (this.evidence.isEnough) this.judge();
    }
    return text;
  }

  private judge(): void {
    this.isJudged = this.evidence.isEnough;
    const suspicion = this.evidence.suspicion();
    if (!suspicion) return;
    const { encoding, language } = suspicion;
    const { line, text } = this.sample ?? { line: 0, text: '' };
    const may = `it may be ${language}${encoding ? ` (${encoding})` : ''}`;
    const reason = `the file is not in UTF-8, and read as GB18030 it holds what hardly anybody writes, such as "${text}"; ${may}`;
    throw new FileFault(line, reason, remedyFor(encoding));
  }

  private textOf(bytes: Buffer): string | null {
    try {
      const text = this.decoder.decode(bytes);
      // In the edition of 2000, ḿ was where today a private-use character is, and the other way round.
      return (this.given ?? 'GB18030') === 'GB18030' ? text.replaceAll('\ue7c7', 'ḿ') : text;
    } catch {
      return null;
    }
  }
}

function remedyFor(encoding: TableEncoding | null): string {
  return `Save it as CSV in UTF-8, or as .xlsx; or say what it is in: --encoding ${encoding ?? 'NAME'}${encoding ? ', or --encoding GB18030 if that is right' : ''}`;
}

/** @returns the first words that are no ASCII, for people to look at */
function sampleOf(text: string, firstLine: number): TableReading['encodingSample'] {
  const found = /[^\p{ASCII}][^,;\t\r\n"]{0,19}/u.exec(text);
  if (!found) return null;
  const before = text.slice(0, found.index).match(/\r\n|\n|\r/g)?.length ?? 0;
  return { line: firstLine + before, text: found[0].trim() };
}

function oddFault(line: number, odd: string): FileFault {
  const code = (odd.codePointAt(0) ?? 0).toString(16).toUpperCase();
  return new FileFault(
    line,
    `the file is not in UTF-8, and read as GB18030 this line has the character U+${code}, which is in hardly any text`,
    'Put the character that is meant, or save the file as CSV in UTF-8, or as .xlsx',
  );
}

function mixed(line: number): FileFault {
  const reason = 'the file is in GB18030, but something in this line is in UTF-8';
  const remedy = 'Export all of it again from its source, in one encoding; or say --encoding GB18030, if that is right';
  return new FileFault(line, reason, remedy);
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
