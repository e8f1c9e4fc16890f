import { identifierKinds } from '../domain/identifiers/identifiers.js';
import type { FieldSchema } from './schema.js';
import { longestText } from './schema-shape.js';

/**
 * The characters that the full rule (value-rule.ts) has to look at: what no channel can say, what JSON has to escape, what
 * nobody or not everybody can see. Few wide ranges are three times as fast as exact ones; what lies in between is rare here.
 */
const doubtful = [
  // Control characters, what JSON escapes, and the soft hyphen.
  '\\u0000-\\u001f"\\\\\\u007f-\\u00ad',
  // What begins an error of a spreadsheet, and what stands in a number that it has rounded.
  '#+',
  // Combining marks, and from Greek to the blanks and joiners, with other scripts between: much of it has other forms.
  '\\u0300-\\u200f',
  // Line ends, what turns letters around or is not seen, and signs that stand for letters.
  '\\u2028-\\u2bff',
  // Marks of Japanese that are put together with what is before, and a filler.
  '\\u3099-\\u309a\\u3164',
  // Halves of characters, private use, and forms that stand for others.
  '\\ud800-\\ufb4f',
  // Variants, marks, and what is no character.
  '\\ufe00-\\ufe0f\\ufeff\\uffa0\\ufff0-\\uffff',
].join('');
/** What is cut off at either end. */
const blank = ' \\u3000';
/** What is written in another way in a name: blanks, which may come twice, and full-width letters and digits. */
const doubtfulInName = `${blank}\\uff10-\\uff5a`;

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

function plainShape({ type, constraints, isName = false, 'yibo:is': kind }: FieldSchema): RegExp {
  const { pattern, minLength = 0, maxLength = longestText, minimum, maximum } = constraints;
  if (pattern !== undefined || minimum !== undefined || maximum !== undefined || type !== 'string') return never;
  if (kind !== undefined) {
    const { minLength: from, maxLength: to, alphabet, isPlain } = identifierKinds[kind];
    const isAll = isPlain && minLength === 0 && maxLength === longestText;
    return isAll ? new RegExp(`^[${alphabet}]{${from},${to}}$`) : never;
  }
  const end = `[^${blank}${doubtful}${isName ? doubtfulInName : ''}]`;
  const inside = isName ? end : `[^${doubtful}]`;
  const more = Math.max(0, maxLength - 2);
  return minLength > 1 || maxLength < 2 ? never : new RegExp(`^${end}(?:${inside}{0,${more}}${end})?$`);
}
