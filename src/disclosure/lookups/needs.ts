import { relative } from 'node:path';
import { type Problem, suggestion } from '../../authored/problem.js';
import type { Datasets } from '../../schemas/schema.js';
import type { Lookup } from './lookup.js';

/**
 * Holds the lookups against the schemas. A bureau that renames a key would get empty answers otherwise, and learn of it from its
 * callers.
 * @returns what is missing, each with its place and remedy; nothing of datasets that the bureau does not have
 * @example data/vehicles/schema.json:1:1  yibo.keys lack "vin_keypad", by which the lookup "car" finds records. …
 */
export function unmetNeeds(lookups: ReadonlyMap<string, Lookup>, datasets: Datasets): readonly Problem[] {
  const problems: Problem[] = [];
  for (const { id, needs } of lookups.values()) {
    for (const { dataset, keys, fields } of needs) {
      const schema = datasets.get(dataset);
      if (!schema) continue;
      const file = relative(process.cwd(), schema.schemaFile);
      const lack = (path: string, what: string, known: readonly string[], wanted: string) =>
        problems.push({ file, line: 1, column: 1, path, message: `${what}${suggestion(wanted, known)}` });
      const knownKeys = schema.keys.map(({ name }) => name);
      for (const key of keys.filter((one) => !knownKeys.includes(one)))
        lack('yibo.keys', `lack "${key}", by which the lookup "${id}" finds records.`, knownKeys, key);
      const knownFields = schema.fields.map(({ name }) => name);
      for (const field of fields.filter((one) => !knownFields.includes(one)))
        lack('fields', `lack "${field}", without which the lookup "${id}" says nothing.`, knownFields, field);
    }
  }
  return problems;
}
