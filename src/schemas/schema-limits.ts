import type { ContentDocument } from '../authored/document.js';
import { temporalComplaint } from '../domain/values/temporal.js';
import { longestText } from './schema-shape.js';
import type { FieldSchema } from './schema-types.js';

type Limit = 'pattern' | 'minLength' | 'maxLength' | 'minimum' | 'maximum';

const forTexts = { types: ['string'], say: 'Table Schema has it for strings' };
const forNumbers = {
  types: ['integer', 'number', 'year'],
  say: 'limits are for fields of type integer, number or year',
};

/** Which types each constraint is for, as Table Schema has it; on others it would be passed over. */
const meant: Readonly<Record<Limit, { readonly types: readonly string[]; readonly say: string }>> = {
  pattern: forTexts,
  minLength: forTexts,
  maxLength: forTexts,
  minimum: forNumbers,
  maximum: forNumbers,
};

/** Properties of Table Schema that change what a value means and are not followed here, with the value that changes nothing. */
const notFollowed: Readonly<Record<string, unknown>> = {
  bareNumber: true,
  categories: undefined,
  decimalChar: '.',
  groupChar: undefined,
  itemType: 'string',
  missingValues: undefined,
};

/** Notes what a field asks for that no value can meet, or that would be passed over. */
export function checkLimits(
  document: ContentDocument,
  field: FieldSchema,
  place: number,
  missingValues: ReadonlySet<string>,
): void {
  const at = ['fields', place];
  for (const [name, harmless] of Object.entries(notFollowed)) {
    if (!(name in field) || field[name] === harmless) continue;
    document.refuse([...at, name], 'is not followed here, so that it would promise what is not done. Remove it.');
  }
  const { type, constraints } = field;
  const misplaced = (Object.keys(meant) as Limit[]).filter(
    (limit) => constraints[limit] !== undefined && !meant[limit].types.includes(type),
  );
  for (const limit of misplaced) {
    document.refuse(
      [...at, 'constraints', limit],
      `means nothing for the type "${type}": ${meant[limit].say}. Remove it.`,
    );
  }
  if (misplaced.length > 0) return;
  const contradictions = contradictionsIn(field);
  for (const [limit, message] of contradictions) document.refuse([...at, 'constraints', limit], message);
  if (contradictions.length === 0) checkEnum(document, field, place, missingValues);
}

function contradictionsIn({ constraints }: FieldSchema): readonly (readonly [Limit, string])[] {
  const { minLength = 0, maxLength, minimum, maximum } = constraints;
  const found: (readonly [Limit, string])[] = [];
  if (minimum !== undefined && maximum !== undefined && minimum > maximum) {
    found.push(['minimum', `${minimum} is more than the maximum, ${maximum}: no value could be right. Correct one.`]);
  }
  if (maxLength !== undefined && minLength > maxLength) {
    found.push([
      'minLength',
      `${minLength} is more than maxLength, ${maxLength}: no text could be right. Correct one.`,
    ]);
  } else if (maxLength === undefined && minLength > longestText) {
    found.push([
      'minLength',
      `${minLength} is more than a text may have without maxLength, ${longestText}. Add maxLength.`,
    ]);
  }
  return found;
}

/** Every value that is listed is one that the field's other rules take as it stands. */
function checkEnum(
  document: ContentDocument,
  field: FieldSchema,
  place: number,
  missingValues: ReadonlySet<string>,
): void {
  for (const [index, listed] of (field.constraints.enum ?? []).entries()) {
    const why = missingValues.has(listed.toLowerCase()) ? 'means "unknown"' : complaintAbout(listed, field);
    if (why === null) continue;
    const at = ['fields', place, 'constraints', 'enum', index];
    document.refuse(at, `"${listed}" can never be a value: it ${why}. Correct it, or the field.`);
  }
}

const numbers: Readonly<Record<string, RegExp>> = {
  integer: /^(0|-?[1-9][0-9]*)$/,
  number: /^-?[0-9]+(\.[0-9]+)?$/,
  year: /^[12][0-9]{3}$/,
};

function complaintAbout(listed: string, { type, format, constraints }: FieldSchema): string | null {
  const { pattern, minLength = 0, maxLength = longestText, minimum = -Infinity, maximum = Infinity } = constraints;
  if (listed !== listed.trim()) return 'begins or ends with a blank';
  if (type === 'date') return temporalComplaint(listed, 'day')?.reason ?? null;
  if (type === 'datetime') return temporalComplaint(listed, format === 'any' ? 'day-or-time' : 'time')?.reason ?? null;
  if (numbers[type]?.test(listed) === false) return `is no ${type}`;
  if (numbers[type] && Number(listed) < minimum) return `is less than ${minimum}`;
  if (numbers[type] && Number(listed) > maximum) return `is more than ${maximum}`;
  if (listed.length < minLength) return `has ${listed.length} characters, fewer than ${minLength}`;
  if (listed.length > maxLength) return `has ${listed.length} characters, more than ${maxLength}`;
  if (pattern !== undefined && !new RegExp(`^(?:${pattern})$`, 'u').test(listed))
    return `does not look like ${pattern}`;
  return null;
}
