import type { ReadVersion } from '../../disclosure/reading/read-versions.js';
import { isTombstone } from '../../domain/disclosure/release.js';
import type { Note } from './notes.js';

/** How rows are written down, in UTF-8. */
export interface RowFormat {
  readonly extension: 'csv' | 'jsonl';
  /** What stands before the first row. */
  readonly head: string;
  readonly rows: (versions: readonly ReadVersion[]) => string;
}

export interface RowFormatRequest {
  /** The names of the fields, in the order of the schema. */
  readonly fields: readonly string[];
  readonly notes: readonly Note[];
}

/** What has to stand in quotes: separators, quotes, line breaks, and blanks that readers may take for padding. */
const special = /[",\r\n]|^[\s\ufeff]|[\s\ufeff]$/;

/**
 * CSV as RFC 4180 has it. Cells are exact, whatever they begin with: a spreadsheet that takes `=1+1` for a formula is told
 * to import the column as text (docs/open-data.md).
 * @param bom puts a byte order mark in front, by which spreadsheet programs know UTF-8
 */
export function csvFormat({ fields, notes }: RowFormatRequest, bom = false): RowFormat {
  const row = (cells: readonly string[]) => `${cells.map(quoted).join()}\r\n`;
  return {
    extension: 'csv',
    head: `${bom ? '\ufeff' : ''}${row([...fields, ...notes.map(({ name }) => name)])}`,
    rows: (versions) =>
      versions.map((one) => row([...valuesOf(one, fields), ...notes.map((note) => note.of(one))])).join(''),
  };
}

function quoted(cell: string): string {
  return special.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}

/** JSON Lines: an object for each row, every value a text; a note is a member where there is something to say. */
export function jsonlFormat({ fields, notes }: RowFormatRequest): RowFormat {
  const line = (one: ReadVersion) => {
    const values = valuesOf(one, fields);
    const facts: [string, string | boolean][] = hasContents(one)
      ? fields.map((name, place) => [name, values[place] ?? ''])
      : [];
    const said = notes.flatMap((note): [string, string | boolean][] => {
      const text = note.of(one);
      return text === '' ? [] : [[note.name, yesOrNo.has(note.name) ? true : text]];
    });
    return `${JSON.stringify(Object.fromEntries([...facts, ...said]))}\n`;
  };
  return { extension: 'jsonl', head: '', rows: (versions) => versions.map(line).join('') };
}

const yesOrNo: ReadonlySet<string> = new Set(['yibo:sample', 'yibo:withheld']);

/** A tombstone keeps what its record is found by, so that whoever asks is told; a list of such is nobody's business. */
function hasContents({ record, isWithheld }: ReadVersion): boolean {
  return !isWithheld && !isTombstone(record.change);
}

function valuesOf(version: ReadVersion, fields: readonly string[]): readonly string[] {
  if (!hasContents(version)) return fields.map(() => '');
  const { fields: facts } = version.record;
  return fields.map((name) => facts[name] ?? '');
}
