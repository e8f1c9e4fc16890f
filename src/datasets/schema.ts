import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
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
  readonly description: string;
  readonly sources: SchemaFile['sources'];
  readonly licenses: SchemaFile['licenses'];
  /** `lookup`: a record is only told to whoever names it and what proves the right to ask. */
  readonly access: 'open' | 'lookup';
  /** The fields that prove it. */
  readonly proof: readonly string[];
  readonly foreignKeys: SchemaFile['foreignKeys'];
  /** Where its `schema.json` and the files that belong to it are. */
  readonly folder: string;
  readonly schemaFile: string;
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
  // A broken schema is no reason to call what refers to it unknown.
  if (problems.length === 0)
    for (const dataset of datasets.values()) problems.push(...referenceProblems(dataset, datasets));
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
    description: schema.description,
    sources: schema.sources,
    licenses: schema.licenses,
    access: schema.yibo.access,
    proof: schema.yibo.proof,
    foreignKeys: schema.foreignKeys,
    folder: dirname(file),
    schemaFile: file,
    fields: schema.fields,
    id: schema.yibo.id,
    keys: schema.yibo.keys,
    missingValues: new Set(schema.missingValues.map((text) => text.toLowerCase())),
    sampleFile: existsSync(sampleFile) ? sampleFile : null,
  };
}

function referenceProblems({ schemaFile, foreignKeys }: DatasetSchema, datasets: Datasets): readonly Problem[] {
  const document = new ContentDocument(relative(process.cwd(), schemaFile), readFileSync(schemaFile, 'utf8'));
  for (const [place, { reference }] of foreignKeys.entries()) {
    const at = ['foreignKeys', place, 'reference'];
    const target = datasets.get(reference.resource);
    const fields = target?.fields.map((field) => field.name) ?? [];
    const missing = target && reference.fields.find((name) => !fields.includes(name));
    if (!target) {
      document.refuse(
        [...at, 'resource'],
        `"${reference.resource}" is no dataset.${suggestion(reference.resource, datasets.keys())}`,
      );
    } else if (missing !== undefined) {
      document.refuse([...at, 'fields'], `"${missing}" is no field of ${target.name}.${suggestion(missing, fields)}`);
    }
  }
  return document.problems;
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
  if (schema.primaryKey && schema.primaryKey.join() !== schema.yibo.id.join()) {
    document.refuse(['primaryKey'], `is not yibo.id, which is ${schema.yibo.id.join(', ')}. Make them the same.`);
  }
  for (const [place, name] of schema.yibo.proof.entries()) {
    if (fields.has(name)) continue;
    document.refuse(['yibo', 'proof', place], `"${name}" is no field.${suggestion(name, fields.keys())}`);
  }
  for (const [place, { fields: own }] of schema.foreignKeys.entries()) {
    for (const name of own.filter((one) => !fields.has(one))) {
      document.refuse(['foreignKeys', place], `"${name}" is no field.${suggestion(name, fields.keys())}`);
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
