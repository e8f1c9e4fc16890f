import type { DisclosureRecord } from '../../domain/disclosure/record.js';
import type { RecordStore } from '../../domain/disclosure/stores.js';
import type { DatasetSchema, Datasets } from '../../schemas/schema.js';

/**
 * Picks what may be told of a version: the fields that the schema has now. A version holds its values under the columns of its
 * own release, and is sealed with them; a field that was taken out of the schema since is withheld in all of them, and one
 * that was added is empty in those from before.
 * @param facts what the version holds, by the columns of its release
 */
export function publicFields(
  { fields }: Pick<DatasetSchema, 'fields'>,
  facts: Readonly<Record<string, string>>,
): Record<string, string> {
  return Object.fromEntries(fields.map(({ name }) => [name, facts[name] ?? '']));
}

/**
 * The records as they may be told on the telephone, in chat and by lookups: with their {@link publicFields} alone.
 * @param datasets asked each time: schemas may change while the service runs
 */
export function publicRecords(records: RecordStore, datasets: () => Datasets): RecordStore {
  const told = <Told extends DisclosureRecord>(record: Told): Told => {
    const dataset = datasets().get(record.dataset);
    return dataset ? { ...record, fields: publicFields(dataset, record.fields) } : record;
  };
  return {
    get: async (...words) => {
      const record = await records.get(...words);
      return record && told(record);
    },
    findByKey: async (...words) => (await records.findByKey(...words)).map(told),
    findWithin: async (...words) => (await records.findWithin(...words)).map(told),
    count: (dataset) => records.count(dataset),
    samples: async (...words) => (await records.samples(...words)).map(told),
    scan: async (request) => (await records.scan(request)).map(told),
  };
}
