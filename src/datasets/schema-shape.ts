import { z } from 'zod';
import { suggestion } from '../content/problem.js';
import { type IdentifierKindName, identifierKinds, isIdentifierKindName } from '../domain/identifiers.js';

/** The Table Schema types that are understood; every value is stored as text all the same. */
const fieldTypes = ['string', 'integer', 'number', 'year', 'date', 'datetime', 'list'] as const;

function oneOf<const T extends readonly [string, ...string[]]>(names: T) {
  return z.enum(names, { error: (issue) => `is not known.${suggestion(String(issue.input), names)}` });
}

const identifierKind = z.string().transform((name, context): IdentifierKindName => {
  if (isIdentifierKindName(name)) return name;
  context.addIssue({
    code: 'custom',
    message: `is no kind of identifier.${suggestion(name, Object.keys(identifierKinds))}`,
  });
  return z.NEVER;
});

const pattern = z.string().refine(isPattern, { error: 'is no regular expression. Mend it.' });

function isPattern(text: string): boolean {
  try {
    return new RegExp(text, 'u') instanceof RegExp;
  } catch {
    return false;
  }
}

const fieldName = z.string().regex(/^[a-z][a-z0-9_]*$/, {
  error: 'is no field name. Use small letters, digits and underscores, a letter first.',
});

/** What a value must be like; the names are those of Table Schema. */
const constraints = z
  .strictObject({
    required: z.boolean().default(false),
    unique: z.boolean().default(false),
    enum: z.array(z.string()).nonempty().optional(),
    pattern: pattern.optional(),
    minLength: z.number().int().nonnegative().optional(),
    maxLength: z.number().int().positive().optional(),
    minimum: z.number().optional(),
    maximum: z.number().optional(),
  })
  .prefault({});

const field = z.looseObject({
  name: fieldName,
  title: z.string().nonempty(),
  type: oneOf(fieldTypes),
  /** `any` for a datetime: a day alone will do. */
  format: oneOf(['default', 'any']).default('default'),
  description: z.string().default(''),
  /** What separates the items of a list. */
  delimiter: z.string().length(1, 'is not one character.').default(' '),
  constraints,
  'yibo:is': identifierKind.optional(),
});

const key = z.strictObject({
  name: fieldName,
  field: z.string(),
  /** `keypad`: what somebody presses for it on a telephone. */
  as: oneOf(['text', 'keypad']).default('text'),
});

const names = z.union([z.string().transform((name) => [name]), z.array(z.string()).nonempty()]);

/** A reference to the rows of another dataset, for people and other tools: rows may arrive before those they refer to. */
const foreignKey = z.looseObject({ fields: names, reference: z.looseObject({ resource: z.string(), fields: names }) });

/** A `schema.json`: a Table Schema with a title, its sources and licences, and what lookups need to know. */
export const schemaFileShape = z.looseObject({
  name: z.string(),
  title: z.string().nonempty(),
  description: z.string().default(''),
  sources: z.array(z.looseObject({ title: z.string() })).nonempty(),
  licenses: z.array(z.looseObject({ name: z.string() })).nonempty(),
  missingValues: z.array(z.string()).default(['', 'None', 'NULL', '1900-01-01']),
  fields: z.array(field).nonempty(),
  primaryKey: names.optional(),
  foreignKeys: z.array(foreignKey).default([]),
  yibo: z.strictObject({
    id: z.array(z.string()).nonempty(),
    keys: z.array(key).default([]),
    /** `lookup`: only told to whoever names a record and what proves the right to ask; never in the open data. */
    access: oneOf(['open', 'lookup']).default('open'),
    /** The fields that prove the right to ask; a tombstone keeps them. */
    proof: z.array(z.string()).default([]),
  }),
});

export type SchemaFile = z.infer<typeof schemaFileShape>;
