import type { Form, FormField } from '../../domain/content/content.js';
import { personalNumber } from '../../domain/identifiers/personal.js';
import { entryIn, type Heard, type Understanding } from '../../understanding/index.js';
import type { TurnContext } from '../turn/context.js';
import { laterField, namesOf } from '../turn/form-fields.js';
import { entryFor, mendedWords, slipWords } from '../turn/form-words.js';
import type { Move } from '../turn/move.js';

/** What a mistyped number may be by its shape alone: digits about as many as a 报检号 has, or letters and digits as a VIN. */
const shapes: readonly (readonly [lookup: string, shape: RegExp])[] = [
  ['progress', /^[0-9OIL]{13,17}$/],
  ['car', /^(?=.*[A-Z])[0-9A-Z]{15,19}$/],
];
/** Shorter ones, and those that are mostly letters, say nothing by themselves. */
const fewestCharacters = 8;
const fewestDigits = 5;

/**
 * Where a number leads that is nearly an identifier: to the form of the likeliest, by what it is called, by what is asked, and by its shape;
 * there it is said what is wrong with it.
 * @example 帮我查下12000011600001到哪了: 14 of the 15 digits of a 报检号
 */
export function toNearMiss(heard: Heard, understanding: Understanding, context: TurnContext): Move | null {
  const values = heard.message.identifiers.filter(isAnything).map(({ value }) => value);
  const [value] = values.toSorted((a, b) => b.length - a.length);
  if (value === undefined) return null;
  const later = [...context.content.forms.values()].map((form) => laterField(form, heard)).find((one) => one !== null);
  if (later) return { kind: 'go', place: { at: 'form', ...later } };
  const meant = meantBy(value, heard, understanding, context);
  const [field] = meant?.fields ?? [];
  if (!meant || !field) return null;
  const entry = entryFor(field, value, true);
  const at = (answers: Readonly<Record<string, string>>) => ({ at: 'form' as const, form: meant.id, answers });
  if (entry.ok) return { kind: 'go', place: at({ [field.name]: entry.value }), lead: mendedWords(field, entry.mended) };
  return { kind: 'go', place: at({}), lead: [slipWords(field, entry.slip)] };
}

function isAnything({ value, kinds }: Heard['message']['identifiers'][number]): boolean {
  const isOther = kinds.includes('container-no') || kinds.includes('case-no') || personalNumber(value) !== null;
  const digits = value.match(/[0-9O]/g)?.length ?? 0;
  return !isOther && value.length >= fewestCharacters && digits >= fewestDigits;
}

function meantBy(value: string, heard: Heard, { band, intent }: Understanding, context: TurnContext): Form | null {
  const forms = [...context.content.forms.values()];
  const upper = heard.message.text.toUpperCase();
  const isCalled = (field: FormField) => namesOf(field).some((name) => upper.includes(name.toUpperCase()));
  const called = forms.find(({ fields: [first] }) => first !== undefined && isCalled(first));
  if (called) return called;
  const target = intent?.leadsTo;
  if (band === 'sure' && target?.kind === 'form') return context.content.forms.get(target.form) ?? null;
  const isAlone =
    entryIn(
      heard.message.text,
      forms.flatMap(({ fields }) => fields.flatMap(namesOf)),
    ) !== null;
  const lookup = isAlone || band === 'nothing' ? shapes.find(([, shape]) => shape.test(value))?.[0] : undefined;
  return forms.find((form) => form.lookup === lookup) ?? null;
}
