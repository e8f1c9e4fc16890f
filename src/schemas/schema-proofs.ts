import { readDataFile } from '../authored/data-file.js';
import type { Problem } from '../authored/problem.js';
import type { DatasetSchema, Datasets, FieldSchema } from './schema-types.js';

/**
 * Looks for proofs that prove nothing: what a caller has to know to be told of a record, and anybody can read in an open
 * dataset.
 * @returns each such proof, at its place in the schema; a warning, since only people know whether it is the same number
 */
export function worthlessProofs(datasets: Datasets): readonly Problem[] {
  const open = [...datasets.values()].filter(({ access }) => access === 'open');
  return [...datasets.values()].flatMap((dataset) => {
    const document = readDataFile(dataset.schemaFile);
    for (const [place, name] of dataset.proof.entries()) {
      const proof = dataset.fields.find((field) => field.name === name);
      const where = proof ? open.flatMap((other) => namesOfSame(dataset, proof, other)) : [];
      if (where.length === 0) continue;
      const message = `"${name}" proves nothing: anybody can read it in ${where.join(', ')}. Choose a field that no open dataset has.`;
      document.refuse(['yibo', 'proof', place], message);
    }
    return document.problems;
  });
}

/** @returns the fields of an open dataset that may hold what the proof holds, such as `certificates.holder_uscc` */
function namesOfSame(dataset: DatasetSchema, proof: FieldSchema, open: DatasetSchema): readonly string[] {
  return open.fields
    .filter((field) => isSame(dataset, proof, open, field))
    .map((field) => `${open.name}.${field.name}`);
}

function isSame(dataset: DatasetSchema, proof: FieldSchema, open: DatasetSchema, field: FieldSchema): boolean {
  const kind = proof['yibo:is'];
  if (kind !== undefined && (field['yibo:is'] === kind || field['yibo:holds']?.includes(kind))) return true;
  const sources = sourcesOf(dataset, proof);
  if (sourcesOf(open, field).some((source) => sources.includes(source))) return true;
  if (field.name !== proof.name && field.title !== proof.title) return false;
  // Texts of one name are mostly the same thing; dates and counts are, where the rows tell which record they are about.
  return field.type === 'string' || open.foreignKeys.some(({ reference }) => reference.resource === dataset.name);
}

/** @returns where a field's values come from: itself, and what it refers to */
function sourcesOf({ name, foreignKeys }: DatasetSchema, field: FieldSchema): readonly string[] {
  const referred = foreignKeys.flatMap(({ fields, reference }) => {
    const place = fields.indexOf(field.name);
    return place < 0 ? [] : [`${reference.resource}.${reference.fields[place]}`];
  });
  return [`${name}.${field.name}`, ...referred];
}
