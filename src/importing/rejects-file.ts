import {
  accessSync,
  closeSync,
  constants,
  existsSync,
  fsyncSync,
  linkSync,
  openSync,
  renameSync,
  rmSync,
  unlinkSync,
} from 'node:fs';
import { basename, dirname, extname, join } from 'node:path';
import { inSentences } from '../domain/language/complaint.js';
import { readFileStart } from '../tables/file-bytes.js';
import { FileFault } from '../tables/file-fault.js';
import { tableFormat } from '../tables/file-format.js';
import { lineHeading, plainHeading, problemHeading } from './notes.js';
import type { RefusedRow } from './rows/row-check.js';
import { writeWhole } from './rows/write-whole.js';

const bom = '\ufeff';

/** There is a file where refused rows should go: it may be half mended. */
export class RejectsPlaceTaken extends Error {
  readonly code = 'rejects-place-taken';
  constructor(path: string) {
    super(`${path} is there already, and may be half mended. Name another file with --rejects, or move that one.`);
  }
}

/**
 * A file of refused rows, each with its reasons, to be mended and imported as it is. Rows of a table become CSV (with a
 * BOM, so that spreadsheets read the Chinese), lines of JSON stay lines of JSON. It is made when the first row comes,
 * under another name (`.part`), and gets its own when it is whole and what was good has become public.
 */
export class RejectsFile {
  private readonly part: string;
  private descriptor: number | null = null;
  private waiting: string[] = [];
  private waitingLength = 0;

  /** @throws RejectsPlaceTaken, and Error of the system where there is no folder that can be written to */
  constructor(readonly path: string) {
    if (existsSync(path)) throw new RejectsPlaceTaken(path);
    this.part = `${path}.part`;
    if (existsSync(dirname(path))) accessSync(dirname(path), constants.W_OK);
    else accessSync(path);
  }

  add(heading: readonly string[], { row, problems }: RefusedRow): void {
    const why = problems.map((problem) => `${problem.columnName ?? ''} ${inSentences(problem)}`.trim());
    if (row.raw !== null) this.write(notedJson(row.raw, why.join(' ')));
    else {
      if (this.descriptor === null && this.waiting.length === 0) this.write(bom + csvHeader(heading));
      this.write(csvRow(heading, row.cells, row.line, why.join(' ')));
    }
  }

  /**
   * Writes all of it to the disk. Until then nothing that was good may be public: it could not be told what was refused.
   * @throws RejectsPlaceTaken, and Error of the system where there is no room
   */
  seal(): void {
    this.flush();
    if (this.descriptor === null) return;
    if (existsSync(this.path)) throw new RejectsPlaceTaken(this.path);
    fsyncSync(this.descriptor);
  }

  /**
   * Gives the sealed file its name.
   * @returns where it is, under its first name when it could not get its own; null when there is nothing in it
   */
  close(): string | null {
    if (this.descriptor === null) return null;
    this.release(this.descriptor);
    try {
      nameOnce(this.part, this.path);
      return this.path;
    } catch {
      return this.part;
    }
  }

  /** Leaves nothing of it. */
  discard(): void {
    this.waiting = [];
    if (this.descriptor === null) return;
    this.release(this.descriptor);
    rmSync(this.part, { force: true });
  }

  private release(descriptor: number): void {
    closeSync(descriptor);
    this.descriptor = null;
  }

  private write(line: string): void {
    this.waiting.push(line);
    this.waitingLength += line.length;
    if (this.waitingLength > 65_536) this.flush();
  }

  private flush(): void {
    if (this.waiting.length === 0) return;
    // What a killed process left under this name was never whole.
    this.descriptor ??= openSync(this.part, 'w');
    const bytes = Buffer.from(this.waiting.map((line) => `${line}\n`).join(''));
    writeWhole({ path: this.path, descriptor: this.descriptor }, bytes);
    this.waiting = [];
    this.waitingLength = 0;
  }
}

/** Renaming would replace a file that has appeared meanwhile; a second name for the same file does not. */
function nameOnce(part: string, path: string): void {
  let hasBoth = true;
  try {
    linkSync(part, path);
  } catch {
    if (existsSync(path)) throw new RejectsPlaceTaken(path);
    hasBoth = false;
  }
  // Not every file system has second names.
  if (hasBoth) unlinkSync(part);
  else renameSync(part, path);
}

/**
 * @returns a path beside the file that is free: `cars.rejects.csv`, `cars.rejects-2.csv`, …; lines of JSON, whatever
 * the file is called, go to `cars.rejects.jsonl`
 */
export async function freeRejectsPath(file: string): Promise<string> {
  const name = basename(file, extname(file)).replace(/\.rejects(-\d+)?$/, '');
  const extension = (await holdsJsonLines(file)) ? 'jsonl' : 'csv';
  for (let n = 1; ; n++) {
    const path = join(dirname(file), `${name}.rejects${n === 1 ? '' : `-${n}`}.${extension}`);
    if (!existsSync(path)) return path;
  }
}

async function holdsJsonLines(file: string): Promise<boolean> {
  try {
    return (await tableFormat(file, await readFileStart(file))) === 'jsonl';
  } catch (error) {
    // What is wrong with the file is said when it is imported.
    if (error instanceof FileFault) return false;
    throw error;
  }
}

/** What an earlier import noted; the new one does so again. */
function isOwnNote(heading: string): boolean {
  return [lineHeading, problemHeading].includes(plainHeading(heading));
}

function csvHeader(heading: readonly string[]): string {
  return [...heading.filter((one) => !isOwnNote(one)), lineHeading, problemHeading].map(csvCell).join(',');
}

function csvRow(heading: readonly string[], cells: readonly string[], line: number, why: string): string {
  // Cells beyond the header are kept: where a comma was meant to be text, they are what has to be mended.
  const kept = cells.filter((_, column) => !isOwnNote(heading[column] ?? ''));
  const width = heading.filter((one) => !isOwnNote(one)).length;
  const padded = [...kept, ...Array<string>(Math.max(0, width - kept.length)).fill('')];
  return [...padded, String(line), why].map(csvCell).join(',');
}

function csvCell(text: string): string {
  return /[",\r\n]|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** Puts the reason into a line of JSON as a member that the importer passes over; a line that is no object stays as it is. */
function notedJson(line: string, why: string): string {
  const [, rest] = /^\s*\{(.*)$/s.exec(line) ?? [];
  if (rest === undefined) return line;
  const cleaned = rest.replace(/^\s*"yibo:problem"\s*:\s*"(?:[^"\\]|\\.)*"\s*,?\s*/s, '');
  const separator = cleaned.trim() === '}' || cleaned.trim() === '' ? '' : ', ';
  return `{"${problemHeading}": ${JSON.stringify(why)}${separator}${cleaned.trimStart()}`;
}
