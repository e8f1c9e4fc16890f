import { existsSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { readDataFile } from '../authored/data-file.js';
import { formatProblem, type Problem } from '../authored/problem.js';
import { CodedError } from '../domain/errors/errors.js';
import { checkSchema } from './schema-check.js';
import { checkReferences } from './schema-references.js';
import { type SchemaFile, schemaFileShape } from './schema-shape.js';
import type { DatasetSchema, Datasets, FieldSchema } from './schema-types.js';

export type { DatasetSchema, Datasets, FieldSchema, ForeignKey, KeySchema, ListedBy } from './schema-types.js';

/** Schemas that cannot be used: every problem of every file, each with its place and remedy. */
export class SchemasRefused extends CodedError {
  readonly code = 'schemas-refused';
  constructor(readonly problems: readonly Problem[]) {
    super(`${problems.length} problem(s) in data/:\n${problems.map(formatProblem).join('\n')}`);
  }
}

/**
 * Finds every dataset: a new folder with a `schema.json` is one, no code needs to know it.
 * @param folder the `data/` folder
 * @returns the datasets by name, in alphabetical order
 * @throws SchemasRefused with all problems of all schemas
 */
export function loadDatasets(folder: string): Datasets {
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
  const document = readDataFile(file, 'json');
  const schema = document.read(schemaFileShape);
  if (schema) checkSchema(name, schema, document);
  problems.push(...document.problems);
  if (!schema || document.problems.length > 0) return undefined;
  const sampleFile = join(file, '..', 'sample.csv');
  return {
    name,
    title: schema.title,
    description: schema.description,
    about: schema['yibo:about'] ?? null,
    sources: schema.sources,
    licenses: schema.licenses,
    access: schema.yibo.access,
    proof: schema.yibo.proof,
    toldWith: schema.yibo.toldWith ?? null,
    appeal: schema.yibo.appeal ?? null,
    foreignKeys: schema.foreignKeys.map(({ fields, reference }) => ({
      fields,
      reference: { resource: reference.resource || name, fields: reference.fields },
    })),
    folder: dirname(file),
    schemaFile: file,
    text: document.text,
    fields: schema.fields.map((field) => completed(field, schema)),
    id: schema.yibo.id,
    keys: schema.yibo.keys,
    list: schema.yibo.list ?? null,
    missingValues: new Set(schema.missingValues.map((text) => text.toLowerCase())),
    sampleFile: existsSync(sampleFile) ? sampleFile : null,
  };
}

/** @returns a field with what the schema as a whole says of it */
function completed(field: FieldSchema, { yibo }: SchemaFile): FieldSchema {
  const { name, constraints } = field;
  const isName = yibo.id.includes(name) || constraints.unique || yibo.keys.some((key) => key.field === name);
  return { ...field, dates: field['yibo:dates'] ?? yibo.dates, isName };
}

function referenceProblems(dataset: DatasetSchema, datasets: Datasets): readonly Problem[] {
  const document = readDataFile(dataset.schemaFile);
  checkReferences(dataset, datasets, document);
  return document.problems;
}
