import { identifierKinds } from '../domain/identifiers.js';
import type { FieldSchema } from './schema.js';
import { longestText } from './value-rule.js';

// Not blank at either end, and nothing that no channel can say (see value-rule.ts) in between.
const blank = '\\u0009-\\u0020\\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000\\ufeff';
const unspeakable = '\\u0000-\\u001f\\u007f-\\u009f\\u202a-\\u202e\\u2066-\\u2069\\ufffd-\\uffff';
/** What JSON has to escape; control characters are unspeakable already. */
const escaped = '"\\\\\\ud800-\\udfff';

/**
 * Compiles a quick test for the values that nearly all rows have: those that are stored exactly as they stand, and
 * stand in JSON between two quotes. Whatever fails it goes through the full rule, which says why, or cleans it.
 */
export function plainValue(field: FieldSchema, missingValues: ReadonlySet<string>): (raw: string) => boolean {
  const shape = plainShape(field);
  const allowed = field.constraints.enum?.filter(
    (value) => shape.test(value) && !missingValues.has(value.toLowerCase()),
  );
  if (allowed) {
    const known = new Set(allowed);
    return (raw) => known.has(raw);
  }
  const missingLengths = new Set([...missingValues].map((text) => text.length));
  const mayBeMissing = [...missingValues].some((text) => text !== '' && shape.test(text.toUpperCase()));
  if (!mayBeMissing) return (raw) => shape.test(raw);
  return (raw) => shape.test(raw) && !(missingLengths.has(raw.length) && missingValues.has(raw.toLowerCase()));
}

const never = /(?!)/;

function plainShape({ type, constraints, 'yibo:is': kind }: FieldSchema): RegExp {
  const { pattern, minLength = 0, maxLength = longestText, minimum, maximum } = constraints;
  if (pattern !== undefined || minimum !== undefined || maximum !== undefined || type !== 'string') return never;
  if (kind !== undefined) {
    const { minLength: from, maxLength: to, alphabet, isPlain } = identifierKinds[kind];
    const isAll = isPlain && minLength === 0 && maxLength === longestText;
    return isAll ? new RegExp(`^[${alphabet}]{${from},${to}}$`) : never;
  }
  const end = `[^${blank}${unspeakable}${escaped}]`;
  const more = Math.max(0, maxLength - 2);
  return minLength > 1 || maxLength < 2
    ? never
    : new RegExp(`^${end}(?:[^${unspeakable}${escaped}]{0,${more}}${end})?$`);
}
