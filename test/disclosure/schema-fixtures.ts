import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadDatasets, SchemasRefused } from '../../src/schemas/schema.js';
import { pathOf } from '../importing/fixtures.js';

/** A field of a schema, as its file has it. */
export type FieldFile = Readonly<Record<string, unknown>>;

export const lot: FieldFile = { name: 'lot', title: '批号', type: 'string', constraints: { required: true } };

/** A schema without a fault, with these fields behind the lot number, and with what is changed about it. */
export function schemaWith(fields: readonly FieldFile[] = [], change: object = {}): object {
  return {
    title: '进口奶酪',
    sources: [{ title: 'x' }],
    licenses: [{ name: 'x' }],
    yibo: { id: ['lot'] },
    fields: [lot, ...fields],
    ...change,
  };
}

/** Writes a folder such as `data/` is, of schemas by the names of their folders. */
export function dataWith(schemas: Readonly<Record<string, object>>): string {
  const data = pathOf('data');
  for (const [name, schema] of Object.entries(schemas)) {
    mkdirSync(join(data, name), { recursive: true });
    writeFileSync(join(data, name, 'schema.json'), JSON.stringify({ name, ...schema }, null, 2));
  }
  return data;
}

/** @returns what is refused about a folder of schemas, each with its path; empty when they are good */
export function refusalsIn(data: string): string[] {
  try {
    loadDatasets(data);
    return [];
  } catch (error) {
    if (!(error instanceof SchemasRefused)) throw error;
    return error.problems.map(({ path, message }) => `${path} ${message}`.trim());
  }
}

/** @returns what is refused about one schema, in the folder `cheeses` */
export function refusalsOf(fields: readonly FieldFile[], change: object = {}): string[] {
  return refusalsIn(dataWith({ cheeses: schemaWith(fields, change) }));
}
