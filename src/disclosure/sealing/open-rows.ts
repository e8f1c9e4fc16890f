import type { PublicRow, PublicSeal } from '../../domain/disclosure/public-seal.js';
import type { PlacedRecord } from '../../domain/disclosure/record.js';
import { isTombstone } from '../../domain/disclosure/release.js';
import type { Store } from '../../domain/store.js';
import type { DatasetSchema } from '../../schemas/schema.js';
import { withheldAmong } from '../reading/withheld.js';
import type { SealedRow } from './rows-of-release.js';

/**
 * Why the contents of a sealed row are not told: its dataset is answered one record at a time; its record was withdrawn or has expired since; a field that it
 * was sealed with is public no more.
 */
export type Closed = 'lookup-only' | 'ended' | 'field-withheld';

/** A row as it may be told: its hash stays for ever, its contents as long as they are public. */
export interface OpenedRow {
  readonly leaf: string;
  /** Which record and version; null where not even that is told. */
  readonly record: Pick<PlacedRecord, 'id' | 'change' | 'hash'> | null;
  readonly row: PublicRow | null;
  readonly closed: Closed | null;
}

/** @param dataset as its schema is now; absent where no folder tells of it */
export async function openRows(
  { publications }: Pick<Store, 'publications'>,
  dataset: DatasetSchema | undefined,
  { fields }: Pick<PublicSeal, 'fields'>,
  rows: readonly SealedRow[],
): Promise<readonly OpenedRow[]> {
  if (dataset?.access !== 'open') {
    return rows.map(({ leaf }) => ({ ...closedRow(leaf, 'lookup-only'), record: null }));
  }
  const names = new Set(dataset.fields.map(({ name }) => name));
  const areTold = fields.every((name) => names.has(name));
  const records = rows.map(({ record }) => record);
  const withheld = await withheldAmong(publications, dataset.name, records);
  return rows.map(({ record, row, leaf }) => {
    if (withheld.has(record)) return { ...closedRow(leaf, 'ended'), record };
    if (!areTold && !isTombstone(record.change)) return { ...closedRow(leaf, 'field-withheld'), record };
    return { leaf: leaf.toString('hex'), record, row, closed: null };
  });
}

function closedRow(leaf: Buffer, closed: Closed): Omit<OpenedRow, 'record'> {
  return { leaf: leaf.toString('hex'), row: null, closed };
}
