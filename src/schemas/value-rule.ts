import {
  type IdentifierKindName,
  type IdentifierResult,
  identifierKinds,
  normaliseIdentifier,
} from '../domain/identifiers/identifiers.js';
import { visibleText } from '../domain/language/visible-text.js';
import type { Complaint } from '../domain/values/complaint.js';
import { dateRule } from './date-rule.js';
import { listItem } from './list-item.js';
import type { FieldSchema } from './schema.js';
import { longestText } from './schema-shape.js';
import { traceOfSpreadsheet } from './spreadsheet-traces.js';
import { nameForm } from './text-forms.js';

/**
 * A value that cannot be stored as it stands: refused, or (`warning`) stored as `value` and mentioned. A `note` says the same in
 * another form, by a rule; its reason names the rule.
 */
export interface Doubt extends Complaint {
  readonly severity: 'problem' | 'warning' | 'note';
  readonly value: string;
}

/** @returns the text to store, or a doubt about it */
export type ValueRule = (raw: string) => string | Doubt;

/** What no channel can say, show or put into XML: half a character (Cs) too, and what turns the letters around it. */
const unspeakable = /[\p{Cc}\p{Cs}\u202a-\u202e\u2066-\u2069\ufffd-\uffff]/u;
const invisible = /[\p{Cf}\p{Default_Ignorable_Code_Point}]/u;
const privateUse = /\p{Co}/u;

const refuse = (complaint: Complaint): Doubt => ({ severity: 'problem', value: '', ...complaint });
const note = (value: string, reason: string): Doubt => ({ severity: 'note', value, reason, remedy: '' });

/** Compiles the rule for one field: cleaning, unknown values, type, identifier, constraints, in this order. */
export function valueRule(field: FieldSchema, missingValues: ReadonlySet<string>): ValueRule {
  const { required } = field.constraints;
  const formOf = textForm(field);
  const checkType = typeRule(field);
  const checkConstraints = constraintRule(field);
  const missingLengths = new Set([...missingValues].map((text) => text.length));
  return (raw) => {
    let text = raw.trim();
    const broken = unspeakable.test(text) ? text.replace(/\s+/g, ' ') : text;
    if (unspeakable.test(broken)) return refuse(damaged);
    const isBroken = broken !== text;
    text = invisible.test(broken) && visibleText(broken) === '' ? '' : broken;
    if (text === '') return required ? refuse({ reason: 'is empty', remedy: remedyFor(field, 'Fill it in') }) : '';
    if (missingLengths.has(text.length) && missingValues.has(text.toLowerCase())) {
      const reason = 'stands for "unknown"';
      if (required) return refuse({ reason, remedy: remedyFor(field, 'Put the real value') });
      return { severity: 'warning', value: '', reason, remedy: 'It is stored as empty' };
    }
    const trace = traceOfSpreadsheet(text);
    if (trace) return refuse(trace);
    const formed = formOf(text);
    const typed = checkType(formed);
    if (typeof typed !== 'string' && typed.severity === 'problem') return typed;
    const complaint = checkConstraints(typeof typed === 'string' ? typed : typed.value);
    if (complaint) return refuse(complaint);
    if (typeof typed !== 'string') return typed;
    if (privateUse.test(typed)) return privateDoubt(typed);
    if (isBroken) return note(typed, 'line breaks and tabs, as blanks');
    return formed === text
      ? typed
      : note(typed, field.isName ? 'in the one form that names have' : 'accents, composed');
  };
}

const damaged: Complaint = {
  reason: 'holds a control or damaged character',
  remedy: 'Remove it, or export the file again as UTF-8',
};

/** In which form a text is kept: what looks the same is the same there, as far as its field needs it. */
function textForm({ type, isName = false, 'yibo:is': kind }: FieldSchema): (text: string) => string {
  if (type !== 'string' || kind !== undefined) return (text) => text;
  return isName ? nameForm : (text) => text.normalize('NFC');
}

function remedyFor(field: FieldSchema, verb: string): string {
  return field.description === '' ? verb : `${verb}: ${field.description.replace(/[.。]$/, '')}`;
}

/** A character that somebody made for their own computer (造字) is seen there and nowhere else. */
function privateDoubt(text: string): Doubt {
  const code = privateUse.exec(text)?.[0].codePointAt(0) ?? 0;
  const reason = `holds U+${code.toString(16).toUpperCase()}, a private-use character that other computers do not show`;
  return { severity: 'warning', value: text, reason, remedy: 'It is stored so; write the character that is meant' };
}

function typeRule(field: FieldSchema): ValueRule {
  const kind = field['yibo:is'];
  if (kind !== undefined) return (text) => identifierVerdict(kind, text);
  if (field.type === 'date') return datesOf('day', field);
  if (field.type === 'datetime') return datesOf(field.format === 'any' ? 'day-or-time' : 'time', field);
  const complain = typeComplaint(field);
  return (text) => {
    const complaint = complain(text);
    return complaint ? refuse(complaint) : text;
  };
}

function datesOf(wanted: 'day' | 'time' | 'day-or-time', { dates = [] }: FieldSchema): ValueRule {
  const read = dateRule(wanted, dates);
  return (text) => {
    const found = read(text);
    if (typeof found === 'string') return found;
    return 'value' in found ? note(found.value, found.pattern) : refuse(found);
  };
}

function typeComplaint(field: FieldSchema): (text: string) => Complaint | null {
  switch (field.type) {
    case 'string':
    case 'date':
    case 'datetime':
      return () => null;
    case 'integer':
      return mustMatch(/^(0|-?[1-9][0-9]*)$/, 'is no whole number', 'Write digits only, such as 12');
    case 'number':
      return mustMatch(/^-?[0-9]+(\.[0-9]+)?$/, 'is no number', 'Write it like 13 or 13.5');
    case 'year':
      return mustMatch(/^[12][0-9]{3}$/, 'is no year', 'Write four digits, such as 2016');
    case 'list':
      return listComplaint(field.delimiter);
  }
}

/** Lists name things, such as the files of photographs; their items are safe as names of files. */
function listComplaint(delimiter: string): (text: string) => Complaint | null {
  return (text) => {
    const wrong = text.split(delimiter).find((one) => !listItem.test(one));
    if (wrong === undefined) return null;
    return {
      reason: `has an item "${wrong}" that is no name`,
      remedy: 'Use letters, digits, dots, hyphens and one separator',
    };
  };
}

function mustMatch(shape: RegExp, reason: string, remedy: string): (text: string) => Complaint | null {
  return (text) => (shape.test(text) ? null : { reason, remedy });
}

function identifierVerdict(kindName: IdentifierKindName, text: string): string | Doubt {
  const result = identifierKinds[kindName].check(text, { letters: true });
  if (!result.ok) return refuse(identifierComplaint(kindName, result));
  const doubt = result.warning && checkDigitDoubts[kindName];
  return doubt ? { severity: 'warning', value: result.value, ...doubt } : result.value;
}

/** What a check digit that does not fit may mean where it is advisory. */
const checkDigitDoubts: Readonly<Partial<Record<IdentifierKindName, Complaint>>> = {
  vin: {
    reason: 'has a check digit (place 9) that does not fit',
    remedy: 'Compare it with the vehicle; European vehicles need not have one',
  },
  uscc: {
    reason: 'has a check character (place 18) that does not fit',
    remedy: 'Compare it with the business licence; some early codes are like this',
  },
};

function identifierComplaint(
  kindName: IdentifierKindName,
  result: Extract<IdentifierResult, { ok: false }>,
): Complaint {
  const { minLength, maxLength, alphabet } = identifierKinds[kindName];
  if (result.problem === 'alphabet') {
    return { reason: `has a character that is none of ${alphabet}`, remedy: 'Copy it again from its source' };
  }
  if (result.problem === 'shape') {
    return { reason: 'has letters and digits in the wrong places', remedy: 'Copy it again from its source' };
  }
  if (result.problem === 'check-digit') {
    const reason = `has a check digit that does not fit: ${result.expected} would`;
    return { reason, remedy: 'Look for a mistyped character' };
  }
  const wanted = minLength === maxLength ? `${minLength}` : `${minLength} to ${maxLength}`;
  return { reason: `has ${result.given} characters instead of ${wanted}`, remedy: 'Copy it again from its source' };
}

function constraintRule(field: FieldSchema): (text: string) => Complaint | null {
  const { enum: allowed, pattern, minLength = 0, maxLength = longestText, minimum, maximum } = field.constraints;
  const known = allowed && new Set(allowed);
  const shape = pattern === undefined ? null : new RegExp(`^(?:${pattern})$`, 'u');
  return (text) => {
    if (known && !known.has(text)) {
      return { reason: `is none of ${[...known].join(', ')}`, remedy: 'Write one of them' };
    }
    if (text.length > maxLength) {
      return { reason: `has ${text.length} characters, more than ${maxLength}`, remedy: 'Shorten it' };
    }
    if (text.length < minLength) {
      return { reason: `has ${text.length} characters, fewer than ${minLength}`, remedy: 'Complete it' };
    }
    if (shape && !shape.test(text)) {
      const meant = [text.toUpperCase(), text.toLowerCase(), normaliseIdentifier(text)].find((one) => shape.test(one));
      const remedy = meant === undefined ? remedyFor(field, 'Correct it') : `Did you mean "${meant}"?`;
      return { reason: `does not look like ${pattern}`, remedy };
    }
    if (minimum !== undefined && Number(text) < minimum) {
      return { reason: `is less than ${minimum}`, remedy: 'Correct it' };
    }
    if (maximum !== undefined && Number(text) > maximum) {
      return { reason: `is more than ${maximum}`, remedy: 'Correct it' };
    }
    return null;
  };
}
