import type { ReadVersion } from '../../disclosure/reading/read-versions.js';
import { noteNames } from '../../domain/disclosure/note-names.js';
import { isTombstone } from '../../domain/disclosure/release.js';
import { csvRow } from '../../files/csv-row.js';
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

/**
 * CSV: a header, and a row for each version.
 * @param bom puts a byte order mark in front, by which spreadsheet programs know UTF-8
 */
export function csvFormat({ fields, notes }: RowFormatRequest, bom = false): RowFormat {
  const row = (cells: readonly string[]) => `${csvRow(cells)}\r\n`;
  return {
    extension: 'csv',
    head: `${bom ? '\ufeff' : ''}${row([...fields, ...notes.map(({ name }) => name)])}`,
    rows: (versions) =>
      versions.map((one) => row([...valuesOf(one, fields), ...notes.map((note) => note.of(one))])).join(''),
  };
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

const yesOrNo: ReadonlySet<string> = new Set([noteNames.sample, noteNames.withheld]);

/** A tombstone keeps what its record is found by, so that whoever asks is told; a list of such is nobody's business. */
function hasContents({ record, isWithheld }: ReadVersion): boolean {
  return !isWithheld && !isTombstone(record.change);
}

function valuesOf(version: ReadVersion, fields: readonly string[]): readonly string[] {
  if (!hasContents(version)) return fields.map(() => '');
  const { fields: facts } = version.record;
  return fields.map((name) => facts[name] ?? '');
}
