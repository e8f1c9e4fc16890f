import { z } from 'zod';
import { suggestion } from '../authored/problem.js';
import { type IdentifierKindName, identifierKinds, isIdentifierKindName } from '../domain/identifiers/identifiers.js';

/** The Table Schema types that are understood; every value is stored as text all the same. */
const fieldTypes = ['string', 'integer', 'number', 'year', 'date', 'datetime', 'list'] as const;

/** How many characters a text may have when its schema does not say. */
export const longestText = 500;

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

const limit = z.number('is no number. Write one, such as 12; dates and texts have no limits here.').optional();

/** What a value must be like; the names are those of Table Schema. */
const constraints = z
  .strictObject({
    required: z.boolean().default(false),
    unique: z.boolean().default(false),
    enum: z.array(z.string()).nonempty().optional(),
    pattern: pattern.optional(),
    minLength: z.number().int().nonnegative().optional(),
    maxLength: z.number().int().positive().optional(),
    minimum: limit,
    maximum: limit,
  })
  .prefault({});

/** How people write days; each is checked against the others in schema-dates.ts. */
const dates = z.array(z.string('is no text. Write how a day is written, such as "YYYY/M/D".').nonempty());

const field = z.looseObject({
  name: fieldName,
  title: z.string().nonempty(),
  type: oneOf(fieldTypes),
  /** `any` for a datetime: a day alone will do. */
  format: oneOf(['default', 'any']).default('default'),
  description: z.string().default(''),
  /** What separates the items of a list. */
  delimiter: z.string().nonempty('is empty. Write what separates the items of the list, such as ",".').default(','),
  constraints,
  'yibo:is': identifierKind.optional(),
  /** The kinds of identifier that its values may be, where they are not all of one. */
  'yibo:holds': z.array(identifierKind).nonempty().optional(),
  /** What its codes are called, for whoever reads a page: `{ "120300": "东港" }`; a code without a name stands alone. */
  'yibo:names': z.record(z.string(), z.string().nonempty()).optional(),
  /** How days are written in this field, besides ISO 8601, instead of what the dataset says. */
  'yibo:dates': dates.optional(),
});

const key = z.strictObject({
  name: fieldName,
  field: z.string(),
  /** `keypad`: what somebody presses for it on a telephone. */
  as: oneOf(['text', 'keypad']).default('text'),
});

const names = z.union([z.string().transform((name) => [name]), z.array(z.string()).nonempty()]);

/**
 * A reference to other rows, for people and other tools: rows may arrive before those they refer to. Without a resource, or
 * with an empty one, to rows of the same dataset.
 */
const foreignKey = z.looseObject({
  fields: names,
  reference: z.looseObject({ resource: z.string().default(''), fields: names }),
});

/** Texts that mean "unknown". An empty cell always does, so that a list without "" would promise what is not done. */
const missingValues = z
  .array(z.string('is no text. Write the texts alone; labels are not known here.'))
  .refine((texts) => texts.includes(''), { error: 'lacks "". An empty cell means "unknown" here: add "" to the list.' })
  .default(['', 'None', 'NULL', '1900-01-01']);

/** A `schema.json`: a Table Schema with a title, its sources and licences, and what lookups need to know. */
export const schemaFileShape = z.looseObject(
  {
    name: z.string(),
    title: z.string().nonempty(),
    description: z.string().default(''),
    /** What it covers and what it does not, in Chinese, for the page that shows it. */
    'yibo:about': z.strictObject({ covers: z.string().nonempty(), excludes: z.string().nonempty() }).optional(),
    sources: z.array(z.looseObject({ title: z.string() })).nonempty(),
    licenses: z.array(z.looseObject({ name: z.string() })).nonempty(),
    missingValues,
    fields: z.array(field).nonempty(),
    primaryKey: names.optional(),
    foreignKeys: z.array(foreignKey).default([]),
    yibo: z.strictObject({
      id: z.array(z.string()).nonempty(),
      keys: z.array(key).default([]),
      /** How days are written, besides ISO 8601, in files that are imported. */
      dates: dates.default([]),
      /** `lookup`: only told to whoever names a record and what proves the right to ask; never in the open data. */
      access: oneOf(['open', 'lookup']).default('open'),
      /** The fields that prove the right to ask; a tombstone keeps them. */
      proof: z.array(z.string()).default([]),
      /** The dataset whose records these are parts of: they are told with them, to whoever may ask for them. */
      toldWith: z.string().optional(),
      /** What a listing of its records is asked by; each is kept in order for every record (schema-list.ts). */
      list: z
        .strictObject({
          /** Fields that may be asked for by their value. */
          filters: z.array(z.string()).default([]),
          /** Fields that it may be sorted by, the usual one first; a minus before one that is usually read from its end. */
          orders: z.array(z.string()).default([]),
          /** Fields in which words are looked for. */
          words: z.array(z.string()).default([]),
        })
        .optional(),
      /** The appeal period (申诉期): which field has its last day, and which are withheld until that is over. */
      appeal: z.strictObject({ until: z.string(), withholds: z.array(z.string()).nonempty() }).optional(),
    }),
  },
  'holds no schema. Write one; data/README.md has an example.',
);

export type SchemaFile = z.infer<typeof schemaFileShape>;
