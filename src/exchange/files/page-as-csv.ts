import type { DisclosureRecord } from '../../domain/disclosure/record.js';
import { notesFor } from './notes.js';
import { csvFormat } from './row-format.js';

/**
 * Records as CSV, with a header: what an export of them would be, cell by cell exact, and so with formulas as they stand.
 * @param fields the names of the columns, in their order; what is made up says so in one more
 */
export function recordsAsCsv(fields: readonly string[], records: readonly DisclosureRecord[]): string {
  const notes = notesFor({ haveSamples: true, areAllVersions: false });
  const format = csvFormat({ fields, notes });
  // A row needs no place in the chain.
  return format.head + format.rows(records.map((record) => ({ record: { ...record, line: 0 }, isWithheld: false })));
}
