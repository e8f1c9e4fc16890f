import type { ContentDocument } from '../authored/document.js';
import { suggestion } from '../authored/problem.js';
import { headingKey } from '../domain/values/heading.js';
import { checkAppeal } from './schema-appeal.js';
import { checkDates } from './schema-dates.js';
import { checkLimits } from './schema-limits.js';
import { checkList } from './schema-list.js';
import type { SchemaFile } from './schema-shape.js';

/** A folder's name is what the dataset is called in commands and addresses. */
const datasetName = /^[a-z][a-z0-9-]*$/;

type Fields = ReadonlyMap<string, SchemaFile['fields'][number]>;

/** Notes what does not go together within one schema. */
export function checkSchema(name: string, schema: SchemaFile, document: ContentDocument): void {
  if (!datasetName.test(name)) {
    document.refuse(
      ['name'],
      `the folder "${name}" cannot be named in commands and addresses. Rename it, and "name" here: small letters, digits and hyphens, a letter first; or move it out of data/.`,
    );
  } else if (schema.name !== name) {
    document.refuse(['name'], `"${schema.name}" is not the folder's name. Write "${name}", or rename the folder.`);
  }
  const fields: Fields = new Map(schema.fields.map((field) => [field.name, field]));
  checkHeadings(schema, document);
  checkId(schema, fields, document);
  checkAccess(schema, fields, document);
  checkForeignKeys(schema, fields, document);
  checkKeys(schema, fields, document);
  checkList(schema, document);
  checkAppeal(schema, document);
  checkDates(schema, document);
  const missingValues = new Set(schema.missingValues.map((text) => text.toLowerCase()));
  for (const [place, field] of schema.fields.entries()) checkLimits(document, field, place, missingValues);
}

function checkHeadings({ fields }: SchemaFile, document: ContentDocument): void {
  const owners = new Map<string, number>();
  for (const [place, field] of fields.entries()) {
    for (const heading of new Set([field.name, field.title])) {
      const key = headingKey(heading);
      if ((owners.get(key) ?? place) !== place) {
        document.refuse(['fields', place], `"${heading}" names two fields. Rename one.`);
      }
      owners.set(key, place);
    }
  }
}

function checkId({ yibo, primaryKey }: SchemaFile, fields: Fields, document: ContentDocument): void {
  for (const [place, id] of yibo.id.entries()) {
    const field = fields.get(id);
    if (!field) document.refuse(['yibo', 'id', place], `"${id}" is no field.${suggestion(id, fields.keys())}`);
    else if (!field.constraints.required) {
      document.refuse(['yibo', 'id', place], `"${id}" may be empty, and an id may not. Make the field required.`);
    }
  }
  if (primaryKey && primaryKey.join() !== yibo.id.join()) {
    document.refuse(['primaryKey'], `is not yibo.id, which is ${yibo.id.join(', ')}. Make them the same.`);
  }
}

/** Whoever asks for a record of a closed dataset proves the right to, with something that does not name the record. */
function checkAccess({ yibo }: SchemaFile, fields: Fields, document: ContentDocument): void {
  const { access, proof, toldWith, id } = yibo;
  for (const [place, name] of proof.entries()) {
    const at = ['yibo', 'proof', place];
    const field = fields.get(name);
    if (!field) document.refuse(at, `"${name}" is no field.${suggestion(name, fields.keys())}`);
    else if (id.includes(name)) {
      document.refuse(
        at,
        `"${name}" is part of the id: whoever names a record has it. Choose another field, or say with "toldWith" which dataset's records these are told with.`,
      );
    } else if (!field.constraints.required) {
      document.refuse(at, `"${name}" may be empty, and proves nothing then. Make the field required.`);
    }
  }
  if (access === 'open') {
    if (proof.length > 0) {
      document.refuse(['yibo', 'proof'], 'proves nothing where all is open. Remove it, or make the access "lookup".');
    }
    if (toldWith !== undefined) {
      document.refuse(['yibo', 'toldWith'], 'is for access "lookup". Remove it, or make the access "lookup".');
    }
  } else if (proof.length > 0 && toldWith !== undefined) {
    document.refuse(['yibo', 'toldWith'], 'stands beside "proof", and only one of them can count. Remove one.');
  } else if (proof.length === 0 && toldWith === undefined) {
    document.refuse(
      ['yibo', 'access'],
      '"lookup" needs what proves the right to ask. Name fields in "proof", or in "toldWith" the dataset whose records these are told with.',
    );
  }
}

function checkForeignKeys({ foreignKeys }: SchemaFile, fields: Fields, document: ContentDocument): void {
  for (const [place, { fields: own, reference }] of foreignKeys.entries()) {
    for (const name of own.filter((one) => !fields.has(one))) {
      document.refuse(['foreignKeys', place], `"${name}" is no field.${suggestion(name, fields.keys())}`);
    }
    if (own.length === reference.fields.length) continue;
    const widths = `${reference.fields.length} for ${own.length}`;
    document.refuse(
      ['foreignKeys', place, 'reference', 'fields'],
      `are ${widths}: each field refers to one. Name as many.`,
    );
  }
}

function checkKeys({ yibo }: SchemaFile, fields: Fields, document: ContentDocument): void {
  const names = new Set<string>();
  for (const [place, key] of yibo.keys.entries()) {
    const at = ['yibo', 'keys', place];
    if (!fields.has(key.field)) {
      document.refuse([...at, 'field'], `"${key.field}" is no field.${suggestion(key.field, fields.keys())}`);
    }
    if (names.has(key.name)) document.refuse([...at, 'name'], `"${key.name}" names two keys. Rename one.`);
    names.add(key.name);
  }
}
