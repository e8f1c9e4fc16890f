import { ask } from '../../disclosure/lookups/ask.js';
import type { FormField } from '../../domain/content/content.js';
import type { Answers } from '../../domain/conversation/answers.js';
import type { FormPlace } from '../../domain/conversation/conversation.js';
import type { Memory } from '../../domain/conversation/memory.js';
import type { Slip } from '../../domain/identifiers/entry.js';
import { type Sentence, sentence } from '../../domain/language/phrases.js';
import { aspectOf, entryIn, type Heard, namesNothing } from '../../understanding/index.js';
import type { TurnContext } from '../turn/context.js';
import { enterAgain, explanation, fieldAskedIn, formAt, laterField, namesOf, openField } from '../turn/form-fields.js';
import { entryFor, fixedLength, mendedWords, slipWords } from '../turn/form-words.js';
import { type Move, noMatch } from '../turn/move.js';
import type { PlaceBehaviour } from '../turn/place-behaviour.js';
import { arriveAtChallenge, askFor, asksOfCode, questionOf, takeChallenge, tell } from './challenge.js';

/** What somebody calls their identity card's number is theirs, also the fifteen digits of an old one. */
const identityCard = /身份[证證].{0,6}\d{6}/u;

/** Filling in fields one by one, then the verification code where the lookup wants one, then the answer. */
export const formPlace: PlaceBehaviour<FormPlace> = {
  async arrive(place, context, manner) {
    const field = openField(place, context);
    if (field) {
      const isFirst = manner === 'full' && context.conversation.place.at !== 'form';
      const wayOut = isFirst ? context.say(sentence('form.way-out')) : '';
      const words = manner === 'brief' ? '' : context.lines([context.words(field.ask), wayOut]);
      return { place, replies: [askFor(words, field.keys, context)], ...forgetLeft(context) };
    }
    if (context.lookup(place.form).challenge) {
      return { ...arriveAtChallenge(place, context, manner), ...forgetLeft(context) };
    }
    const finding = await ask(context.lookup(place.form), context.services.records, questionOf(place, context));
    const told = await tell(place, finding, context);
    return { ...told, remembers: { ...forgetLeft(context).remembers, ...told.remembers } };
  },

  take(place, input, context) {
    const { heard } = context;
    const field = openField(place, context);
    if (!field) return takeChallenge(place, input, context);
    if (heard) return takeWords(place, field, heard, context);
    return input.kind === 'keys' ? takeKeys(place, field, input.keys, context) : noMatch;
  },
};

/** Whoever is in a form has left none. */
function forgetLeft({ conversation: { memory } }: TurnContext): { readonly remembers: Memory } {
  return { remembers: memory?.form ? { form: undefined } : {} };
}

function fillIn({ typed: _, ...place }: FormPlace, answers: Answers, lead: readonly Sentence[] = []): Move {
  return { kind: 'go', place: { ...place, answers: { ...place.answers, ...answers } }, lead };
}

/** What was written: all that it names, else an entry, else a question about what is asked for. */
async function takeWords(place: FormPlace, field: FormField, heard: Heard, context: TurnContext): Promise<Move> {
  const { fields } = formAt(place, context);
  const entered = entryIn(heard.message.text, fields.flatMap(namesOf));
  const named = await slotsIn(heard, place, entered !== null, context);
  if (Object.keys(named).length > 0) return fillIn(place, named);
  const later = laterField(formAt(place, context), heard);
  if (later) return fillIn(place, later.answers);
  // A number is an entry here, also one that means something elsewhere: 12345.
  if (entered !== null) return takeEntry(place, field, entered, context);
  if (context.lookup(place.form).challenge && asksOfCode(heard.words)) {
    return { kind: 'go', place, lead: [sentence('form.challenge-later')] };
  }
  const asked = fieldAskedIn(heard.words, fields, field);
  if (asked?.asks === 'wrong') return enterAgain(place, asked, context);
  if (heard.rule && !asked?.asks) return noMatch;
  if (asked?.asks) return { kind: 'go', place, lead: explanation(asked.field, asked.asks, context) };
  if (!asked && asksOfLookup(heard.said)) return { kind: 'go', place, lead: [sentence('form.free')] };
  const ask = context.words(field.ask);
  if (!asked) {
    const said = { heard: heard.shown, title: field.title, ask };
    return { kind: 'no-match', hint: [sentence('form.not-an-entry', said)] };
  }
  const hint = [...explanation(asked.field, null, context), sentence('form.help', { words: ask })];
  return { kind: 'no-match', hint, isAboutHere: true };
}

const lookingUp = /(?:查询?|自助)(?:这个|一次|一下|询|它|这)?|这个?查询?|你们|咱们|出结果|吧$/gu;

/** What it costs or how long it takes, where nothing is named: to look it up is meant. */
function asksOfLookup(words: string): boolean {
  const asked = words.replace(lookingUp, '').replace(/[不没](?=要|收|花)/u, '');
  const aspect = namesNothing(asked) ? aspectOf(asked) : null;
  return aspect === 'cost' || aspect === 'duration' || aspect === 'moment';
}

function takeEntry(place: FormPlace, field: FormField, entered: string, context: TurnContext): Move {
  const { heard } = context;
  const entry = entryFor(field, entered, context.turn.can.letters || heard !== null);
  const isCard = heard !== null && identityCard.test(heard.words);
  if (entry.ok && !isCard) return fillIn(place, { [field.name]: entry.value }, mendedWords(field, entry.mended));
  // Somebody's own numbers are not said back, however many were written as one.
  const slip: Slip = entry.ok || isCard || heard?.namesPerson ? { kind: 'personal' } : entry.slip;
  return { kind: 'no-match', hint: [slipWords(field, slip)], isEntry: true };
}

/**
 * Keys of a telephone. A pause ends an input, so that `0` alone is heard soon: what was pressed before a pause is kept, and what comes
 * next may go on from there, or be the whole again.
 * @example 1200001 and, after a pause, 16000001 are 120000116000001; so is 1200001 and then 120000116000001
 */
function takeKeys(place: FormPlace, field: FormField, keys: string, context: TurnContext): Move {
  const { letters } = context.turn.can;
  const { typed = '' } = place;
  const wanted = fixedLength(field);
  for (const given of [keys, typed + keys]) {
    const entry = entryFor(field, given, letters);
    if (entry.ok && (wanted !== null || given === keys)) return fillIn(place, { [field.name]: entry.value });
  }
  const joined = wanted !== null && (typed + keys).length < wanted ? typed + keys : keys;
  const entry = entryFor(field, joined, letters);
  if (entry.ok) return fillIn(place, { [field.name]: entry.value });
  const hint = [slipWords(field, entry.slip)];
  if (letters || wanted === null || entry.slip.kind !== 'length' || joined.length > wanted) {
    const { typed: _, ...again } = place;
    return { kind: 'no-match', hint, place: again };
  }
  const kept: FormPlace = { ...place, typed: joined };
  const rest = wanted - joined.length;
  // One or two are missed in typing; whoever lacks more has paused.
  if (rest <= 2) return { kind: 'no-match', hint, place: kept };
  const replies = [askFor(context.say(sentence('form.rest', { given: joined.length, rest })), null, context)];
  return { kind: 'scene', scene: { place: kept, replies } };
}

/**
 * What a message names for the fields that are open, so that a person who writes everything at once is asked nothing twice. A sentence
 * that does not name what the form begins with says something else, and only mentions a number; an entry may go on where the form is.
 */
async function slotsIn(heard: Heard, place: FormPlace, isEntry: boolean, context: TurnContext): Promise<Answers> {
  const { lookup, fields } = formAt(place, context);
  const { slots } = context.services;
  const whole = await slots.fill(lookup, heard.identifiers, {});
  const begins = whole.filled[context.lookup(place.form).fields[0] ?? ''] !== undefined;
  const { filled } = begins || !isEntry ? whole : await slots.fill(lookup, heard.identifiers, place.answers);
  if (!begins && !isEntry) return {};
  const usable = fields.flatMap((field) => {
    const value = place.answers[field.name] === undefined ? filled[field.name] : undefined;
    const entry = value === undefined ? null : entryFor(field, value, true);
    return entry?.ok ? [[field.name, entry.value] as const] : [];
  });
  return Object.fromEntries(usable);
}
