import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ContentDocument } from '../content/document.js';
import { formatProblem, type Problem, suggestion } from '../content/problem.js';
import { type SchemaFile, schemaFileShape } from './schema-shape.js';

export type FieldSchema = SchemaFile['fields'][number];
export type KeySchema = SchemaFile['yibo']['keys'][number];

/** A published dataset (公开数据集): one folder of `data/` that has a `schema.json`. */
export interface DatasetSchema {
  /** The folder's name, such as `process-events`. */
  readonly name: string;
  /** As people read it, such as 进口葡萄酒. */
  readonly title: string;
  readonly fields: readonly FieldSchema[];
  /** The fields that make up a record's id, joined by `/`. */
  readonly id: readonly string[];
  /** What a record can be found by besides its id. */
  readonly keys: readonly KeySchema[];
  /** Texts that mean "unknown", in lower case: they become empty. */
  readonly missingValues: ReadonlySet<string>;
  /** The made-up rows for a first start; null when the folder has none. */
  readonly sampleFile: string | null;
}

export type Datasets = ReadonlyMap<string, DatasetSchema>;

/** Schemas that cannot be used: every problem of every file, each with its place and remedy. */
export class SchemasRefused extends Error {
  readonly code = 'schemas-refused';
  constructor(readonly problems: readonly Problem[]) {
    super(`${problems.length} problem(s) in the datasets:\n${problems.map(formatProblem).join('\n')}`);
  }
}

/** The `data/` folder of this installation. */
export const dataFolder = fileURLToPath(new URL('../../data/', import.meta.url));

/**
 * Finds every dataset: a new folder with a `schema.json` is one, no code needs to know it.
 * @returns the datasets by name, in alphabetical order
 * @throws SchemasRefused with all problems of all schemas
 */
export function loadDatasets(folder: string = dataFolder): Datasets {
  const datasets = new Map<string, DatasetSchema>();
  const problems: Problem[] = [];
  const names = existsSync(folder) ? readdirSync(folder).sort() : [];
  for (const name of names) {
    const file = join(folder, name, 'schema.json');
    if (!existsSync(file)) continue;
    const dataset = readSchema(name, file, problems);
    if (dataset) datasets.set(name, dataset);
  }
  if (problems.length > 0) throw new SchemasRefused(problems);
  return datasets;
}

function readSchema(name: string, file: string, problems: Problem[]): DatasetSchema | undefined {
  const document = new ContentDocument(relative(process.cwd(), file), readFileSync(file, 'utf8'));
  const schema = document.read(schemaFileShape);
  if (schema) crossCheck(name, schema, document);
  problems.push(...document.problems);
  if (!schema || document.problems.length > 0) return undefined;
  const sampleFile = join(file, '..', 'sample.csv');
  return {
    name,
    title: schema.title,
    fields: schema.fields,
    id: schema.yibo.id,
    keys: schema.yibo.keys,
    missingValues: new Set(schema.missingValues.map((text) => text.toLowerCase())),
    sampleFile: existsSync(sampleFile) ? sampleFile : null,
  };
}

function crossCheck(name: string, schema: SchemaFile, document: ContentDocument): void {
  if (schema.name !== name) {
    document.refuse(['name'], `"${schema.name}" is not the folder's name. Write "${name}", or rename the folder.`);
  }
  const fields = new Map(schema.fields.map((field) => [field.name, field]));
  const headings = new Set<string>();
  for (const [place, field] of schema.fields.entries()) {
    for (const heading of new Set([field.name, field.title])) {
      if (headings.has(heading)) {
        document.refuse(['fields', place], `"${heading}" names two fields. Rename one.`);
      }
      headings.add(heading);
    }
  }
  for (const [place, id] of schema.yibo.id.entries()) {
    const field = fields.get(id);
    if (!field) document.refuse(['yibo', 'id', place], `"${id}" is no field.${suggestion(id, fields.keys())}`);
    else if (!field.constraints.required) {
      document.refuse(['yibo', 'id', place], `"${id}" may be empty, and an id may not. Make the field required.`);
    }
  }
  const keyNames = new Set<string>();
  for (const [place, key] of schema.yibo.keys.entries()) {
    const at = ['yibo', 'keys', place];
    if (!fields.has(key.field)) {
      document.refuse([...at, 'field'], `"${key.field}" is no field.${suggestion(key.field, fields.keys())}`);
    }
    if (keyNames.has(key.name)) document.refuse([...at, 'name'], `"${key.name}" names two keys. Rename one.`);
    keyNames.add(key.name);
  }
}
