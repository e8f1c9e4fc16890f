import type { Form, FormField } from '../../domain/content/content.js';
import type { Answers } from '../../domain/conversation/answers.js';
import type { FormPlace } from '../../domain/conversation/conversation.js';
import { type Sentence, sentence } from '../../domain/language/phrases.js';
import { askedOfField, type FieldQuestion, type Heard } from '../../understanding/index.js';
import type { TurnContext } from './context.js';
import { entryFor } from './form-words.js';
import type { Move } from './move.js';

/** @returns the form of a place; throws where the content has no such form */
export function formAt({ form: id }: Pick<FormPlace, 'form'>, context: TurnContext): Form {
  const form = context.content.forms.get(id);
  if (!form) throw new Error(`form "${id}" is not in content ${context.content.version}`);
  return form;
}

/** @returns the field that is asked for next; undefined when all are filled in */
export function openField(place: FormPlace, context: TurnContext): FormField | undefined {
  return formAt(place, context).fields.find((field) => place.answers[field.name] === undefined);
}

/** What a field is called, the longest first. */
export function namesOf({ title, called }: FormField): readonly string[] {
  return [title, ...called].sort((a, b) => b.length - a.length);
}

const cachedNames = new WeakMap<readonly FormField[], readonly string[]>();

/** What the fields of a form are called, together. */
export function allNamesOf(fields: readonly FormField[]): readonly string[] {
  const names = cachedNames.get(fields) ?? fields.flatMap(namesOf);
  cachedNames.set(fields, names);
  return names;
}

/** What a form waits for, in the words in which it asks. */
export function askWords(place: FormPlace, context: TurnContext): string {
  const field = openField(place, context);
  if (field) return context.words(field.ask);
  return context.say(sentence('form.challenge', { code: place.challenge ?? '' }));
}

/** A question about a field: which, what is asked, and whether it was named. */
export interface FieldAsked {
  readonly field: FormField;
  /** Null where the field is named, but it is not clear what is asked of it. */
  readonly asks: FieldQuestion | null;
  readonly isNamed: boolean;
}

/**
 * @param open the field that is meant where none is named; undefined where one must be
 * @returns null where the words are surely no question about one of these fields
 */
export function fieldAskedIn(
  words: string,
  fields: readonly FormField[],
  open: FormField | undefined,
): FieldAsked | null {
  const asked = askedOfField(words, allNamesOf(fields), open === undefined);
  if (!asked) return null;
  const { asks, name } = asked;
  const field = name === null ? open : fields.find((one) => namesOf(one).includes(name));
  return field ? { field, asks, isNamed: name !== null } : null;
}

/** What a field says of itself: what was asked for first, and what helps with it. */
export function explanation({ help, title }: FormField, asks: FieldQuestion | null, context: TurnContext): Sentence[] {
  if (asks === 'wait') return [sentence('form.wait')];
  if (asks === 'wrong') return [];
  const { about, where, without, example } = help;
  const told = {
    about: [about, where],
    where: [where ?? about],
    without: [without, where],
    example: [] as const,
    any: [about, where],
  }[asks ?? 'any'];
  const words = told.flatMap((one) => (one === null ? [] : [sentence('form.help', { words: context.words(one) })]));
  const shown = example === null || asks === 'without' ? [] : [sentence('form.example', { example })];
  const said = [...words, ...shown];
  return said.length > 0 ? said : [sentence('form.empty', { title })];
}

/** Asks anew for a field that was filled in wrongly: the one that is named, else the last that was filled in. */
export function enterAgain(place: FormPlace, { field, isNamed }: FieldAsked, context: TurnContext): Move {
  const { fields } = formAt(place, context);
  const last = fields.filter(({ name }) => place.answers[name] !== undefined).at(-1);
  const wrong = isNamed ? field.name : last?.name;
  const answers = Object.fromEntries(Object.entries(place.answers).filter(([name]) => name !== wrong));
  return { kind: 'go', place: { ...place, answers } };
}

/** So much may stand between what a number is called and the number: 登记号码是. */
const untilNumber = /(?:号?码|是|为|[:：\s])*$/u;
const longestCalled = 20;

/**
 * What fills in a field that a form asks for later on, where a message calls a number that: it is kept, and what comes before is asked for.
 * @example 我的登记号是1101960H79 of a form that begins with the 报检号
 */
export function laterField({ id, fields }: Form, { message }: Heard): { form: string; answers: Answers } | null {
  const text = message.text.toUpperCase();
  for (const { value, start } of message.identifiers) {
    const before = text.slice(Math.max(0, start - longestCalled), start);
    const [called] = [before, before.replace(untilNumber, '')].flatMap((words) =>
      fields.slice(1).filter((field) => namesOf(field).some((name) => words.endsWith(name.toUpperCase()))),
    );
    const entry = called && entryFor(called, value, true);
    if (called && entry?.ok) return { form: id, answers: { [called.name]: entry.value } };
  }
  return null;
}
