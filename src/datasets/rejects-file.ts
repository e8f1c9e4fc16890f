import { closeSync, existsSync, openSync, writeSync } from 'node:fs';
import { basename, dirname, extname, join } from 'node:path';
import { noteMark } from './header.js';
import type { RefusedRow } from './row-check.js';

const bom = '\ufeff';

/**
 * A file of refused rows, each with its reasons, to be mended and imported as it is. Rows of a table become CSV (with a
 * BOM, so that spreadsheets read the Chinese), lines of JSON stay lines of JSON. It is made when the first row comes.
 */
export class RejectsFile {
  private descriptor: number | null = null;
  private waiting: string[] = [];
  private waitingLength = 0;

  constructor(readonly path: string) {}

  add(heading: readonly string[], { row, problems }: RefusedRow): void {
    const why = problems.map(({ columnName, reason, remedy }) => `${columnName ?? ''} ${reason}. ${remedy}.`.trim());
    if (row.raw !== null) this.write(notedJson(row.raw, why.join(' ')));
    else {
      if (this.descriptor === null && this.waiting.length === 0) this.write(bom + csvHeader(heading));
      this.write(csvRow(heading, row.cells, row.line, why.join(' ')));
    }
  }

  async close(): Promise<void> {
    this.flush();
    if (this.descriptor !== null) closeSync(this.descriptor);
    this.descriptor = null;
  }

  private write(line: string): void {
    this.waiting.push(line);
    this.waitingLength += line.length;
    if (this.waitingLength > 65_536) this.flush();
  }

  private flush(): void {
    if (this.waiting.length === 0) return;
    // Never over a file that is there: it may be half mended.
    this.descriptor ??= openSync(this.path, 'wx');
    writeSync(this.descriptor, this.waiting.map((line) => `${line}\n`).join(''));
    this.waiting = [];
    this.waitingLength = 0;
  }
}

/** @returns a path beside the file that is free: `cars.rejects.csv`, `cars.rejects-2.csv`, … */
export function freeRejectsPath(file: string, isJsonLines: boolean): string {
  const name = basename(file, extname(file)).replace(/\.rejects(-\d+)?$/, '');
  const extension = isJsonLines ? 'jsonl' : 'csv';
  for (let n = 1; ; n++) {
    const path = join(dirname(file), `${name}.rejects${n === 1 ? '' : `-${n}`}.${extension}`);
    if (!existsSync(path)) return path;
  }
}

function isNote(heading: string): boolean {
  return heading.trim().startsWith(noteMark);
}

function csvHeader(heading: readonly string[]): string {
  return [...heading.filter((one) => !isNote(one)), `${noteMark}line`, `${noteMark}problem`].map(csvCell).join(',');
}

function csvRow(heading: readonly string[], cells: readonly string[], line: number, why: string): string {
  // Cells beyond the header are kept: where a comma was meant to be text, they are what has to be mended.
  const kept = cells.filter((_, column) => !isNote(heading[column] ?? ''));
  const width = heading.filter((one) => !isNote(one)).length;
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
  return `{"${noteMark}problem": ${JSON.stringify(why)}${separator}${cleaned.trimStart()}`;
}
