import type { Dialect } from '../../database/dialect.js';
import type { Parameter } from '../../database/either-database.js';

export const presenceNames = [
  'colleague',
  'state',
  'reason',
  'since',
  'until',
  'offerId',
  'idleSince',
  'misses',
] as const;

export const presenceColumns = `
  colleague, state, reason, since, until, offer_id AS "offerId", idle_since AS "idleSince", misses`;

/** How what stands in a row is read. */
export interface Columns {
  text(index: number): string;
  number(index: number): string;
}

/** What is read from a list of rows, each a JSON array. */
export function columnsOf({ element }: Dialect): Columns {
  return {
    text: (index) => element('given.value', index),
    number: (index) => `CAST(${element('given.value', index)} AS bigint)`,
  };
}

/** @returns rows as one parameter, for `rowsOf` and {@link columnsOf} */
export function listOf(rows: readonly (readonly unknown[])[], { texts }: Dialect): Parameter {
  return texts(rows.map((row) => JSON.stringify(row)));
}
