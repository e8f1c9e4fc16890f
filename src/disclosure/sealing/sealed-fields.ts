import type { Release } from '../../domain/disclosure/release.js';
import { isWaitingColumn } from '../../schemas/appeal-period.js';
import type { DatasetSchema } from '../../schemas/schema.js';

/**
 * @param dataset as its schema is now; absent where no folder tells of it
 * @returns the names of the fields that a release is sealed with: those of its own that the schema has. Where there is no schema, all: no row is told as long
 * as that is so, and when the schema is back, all of them can be
 */
export function sealedFields(
  { columns }: Pick<Release, 'columns'>,
  dataset: Pick<DatasetSchema, 'fields'> | undefined,
): readonly string[] {
  if (!dataset) return columns.filter((name) => !isWaitingColumn(name));
  const names = new Set(dataset.fields.map(({ name }) => name));
  return columns.filter((name) => names.has(name));
}
