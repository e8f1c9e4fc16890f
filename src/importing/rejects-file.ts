import { accessSync, closeSync, constants, existsSync, fsyncSync, openSync, rmSync } from 'node:fs';
import { basename, dirname, extname, join } from 'node:path';
import { noteNames } from '../domain/disclosure/note-names.js';
import { CodedError } from '../domain/errors/errors.js';
import { inSentences } from '../domain/values/complaint.js';
import { plainHeading } from '../domain/values/heading.js';
import { csvRow } from '../files/csv-row.js';
import { giveName, partOf } from '../files/whole-file.js';
import { writeAll } from '../files/write-all.js';
import { readFileStart } from '../tables/file-bytes.js';
import { FileFault } from '../tables/file-fault.js';
import { tableFormat } from '../tables/file-format.js';
import type { RefusedRow } from './rows/row-check.js';

const bom = '\ufeff';

/** There is a file where refused rows should go: it may be half mended. */
export class RejectsPlaceTaken extends CodedError {
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
    this.part = partOf(path);
    if (existsSync(dirname(path))) accessSync(dirname(path), constants.W_OK);
    else accessSync(path);
  }

  add(heading: readonly string[], { row, problems }: RefusedRow): void {
    const why = problems.map((problem) => `${problem.columnName ?? ''} ${inSentences(problem)}`.trim());
    if (row.raw !== null) this.write(notedJson(row.raw, why.join(' ')));
    else {
      if (this.descriptor === null && this.waiting.length === 0) this.write(bom + headerOf(heading));
      this.write(rowWith(heading, row.cells, row.line, why.join(' ')));
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
  async close(): Promise<string | null> {
    if (this.descriptor === null) return null;
    this.release(this.descriptor);
    return giveName(this.part, this.path).then(
      () => this.path,
      () => this.part,
    );
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
    writeAll({ path: this.path, descriptor: this.descriptor }, bytes);
    this.waiting = [];
    this.waitingLength = 0;
  }
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
  const name = plainHeading(heading);
  return name === noteNames.line || name === noteNames.problem;
}

function headerOf(heading: readonly string[]): string {
  return csvRow([...heading.filter((one) => !isOwnNote(one)), noteNames.line, noteNames.problem]);
}

function rowWith(heading: readonly string[], cells: readonly string[], line: number, why: string): string {
  // Cells beyond the header are kept: where a comma was meant to be text, they are what has to be mended.
  const kept = cells.filter((_, column) => !isOwnNote(heading[column] ?? ''));
  const width = heading.filter((one) => !isOwnNote(one)).length;
  const padded = [...kept, ...Array<string>(Math.max(0, width - kept.length)).fill('')];
  return csvRow([...padded, String(line), why]);
}

/** The reason that an earlier import put first into a line of JSON, behind the opening brace. */
const ownNote = new RegExp(`^\\s*"${noteNames.problem}"\\s*:\\s*"(?:[^"\\\\]|\\\\.)*"\\s*,?\\s*`, 's');

/** Puts the reason into a line of JSON as a member that the importer passes over; a line that is no object stays as it is. */
function notedJson(line: string, why: string): string {
  const [, rest] = /^\s*\{(.*)$/s.exec(line) ?? [];
  if (rest === undefined) return line;
  const cleaned = rest.replace(ownNote, '');
  const separator = cleaned.trim() === '}' || cleaned.trim() === '' ? '' : ', ';
  return `{"${noteNames.problem}": ${JSON.stringify(why)}${separator}${cleaned.trimStart()}`;
}
