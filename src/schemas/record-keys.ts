import type { RecordKey } from '../domain/disclosure/release.js';
import { keypadSignature } from '../domain/identifiers/identifiers.js';
import type { DatasetSchema } from './schema.js';

function placeOf(dataset: DatasetSchema, name: string): number {
  return dataset.fields.findIndex((field) => field.name === name);
}

/** Compiles the making of ids: the id fields joined by `/`, such as `120000116000001/2`. */
export function idReader(dataset: DatasetSchema): (values: readonly string[]) => string {
  const [first = -1, ...more] = dataset.id.map((name) => placeOf(dataset, name));
  if (more.length === 0) return (values) => values[first] ?? '';
  return (values) => more.reduce((id, place) => `${id}/${values[place] ?? ''}`, values[first] ?? '');
}

/** Compiles what a dataset's records can be found by besides their ids. */
export function keyReader(dataset: DatasetSchema): (values: readonly string[]) => readonly RecordKey[] {
  const keys = dataset.keys.map(({ name, field, as }) => ({ name, as, place: placeOf(dataset, field) }));
  if (keys.length === 0) return () => [];
  return (values) => {
    const found: RecordKey[] = [];
    for (const { name, as, place } of keys) {
      const value = values[place] ?? '';
      if (value !== '') found.push({ field: name, value: as === 'keypad' ? keypadSignature(value) : value });
    }
    return found;
  };
}
