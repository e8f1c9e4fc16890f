import { isTooMany } from '../../disclosure/guessing/guesses.js';
import type { Asker } from '../../disclosure/guessing/limits.js';
import { ask, type Finding, type Question } from '../../disclosure/lookups/ask.js';
import type { Form, FormField } from '../../domain/content/content.js';
import type { Answers } from '../../domain/conversation/answers.js';
import type { Reply } from '../../domain/conversation/reply.js';
import { unknownPerson } from '../../domain/conversation/turn.js';
import { type IdentifierResult, identifierKinds, isIdentifierKindName } from '../../domain/identifiers/identifiers.js';
import { type Sentence, sentence } from '../../domain/language/phrases.js';
import type { Heard } from '../../understanding/index.js';
import { toChecking } from '../moves/to-checking.js';
import type { TurnContext } from '../turn/context.js';
import { type Move, noMatch, type Scene } from '../turn/move.js';
import type { PlaceAt, PlaceBehaviour } from '../turn/place-behaviour.js';
import { tellFinding } from './answer.js';
import { candidatesPlace } from './candidates.js';

const challengeDigits = 4;

/** Filling in fields one by one, then the verification code where the lookup wants one, then the answer. */
export const formPlace: PlaceBehaviour<PlaceAt<'form'>> = {
  async arrive(place, context, manner) {
    const field = openField(place, context);
    if (field) {
      const words = manner === 'brief' ? '' : context.words(field.ask);
      return { place, replies: [askFor(words, field.keys)] };
    }
    if (!context.lookup(place.form).challenge) {
      return told(
        place,
        await ask(context.lookup(place.form), context.services.records, questionOf(place, context)),
        context,
      );
    }
    // A code that was already given out stays good when it is repeated.
    const code = place.challenge ?? context.services.entropy.digits(challengeDigits);
    const words = manner === 'brief' ? '' : context.say(sentence('form.challenge', { code }));
    return { place: { ...place, challenge: code }, replies: [askFor(words, challengeDigits)] };
  },

  async take(place, input, context) {
    const { heard } = context;
    const given = input.kind === 'keys' ? input.keys : heard?.words;
    if (given === undefined) return noMatch;
    const field = openField(place, context);
    if (!field) return takeChallenge(place, given, context);
    const named = heard ? await slotsIn(heard, place, context) : {};
    if (Object.keys(named).length > 0) return fillIn(place, named);
    const checked = check(field, given, context.turn.can.letters);
    if (checked.ok) return fillIn(place, { [field.name]: checked.value });
    return { kind: 'no-match', hint: [problemWords(field, checked)] };
  },
};

function openField(place: PlaceAt<'form'>, context: TurnContext): FormField | undefined {
  return formOf(place, context).fields.find((field) => place.answers[field.name] === undefined);
}

function formOf(place: PlaceAt<'form'>, context: TurnContext): Form {
  const form = context.content.forms.get(place.form);
  if (!form) throw new Error(`form "${place.form}" is not in content ${context.content.version}`);
  return form;
}

function fillIn(place: PlaceAt<'form'>, answers: Answers): Move {
  return { kind: 'go', place: { ...place, answers: { ...place.answers, ...answers } } };
}

async function takeChallenge(place: PlaceAt<'form'>, given: string, context: TurnContext): Promise<Move> {
  if (place.challenge !== undefined && given.replace(/\s/g, '') === place.challenge) {
    return askCounted(place, context);
  }
  const code = context.services.entropy.digits(challengeDigits);
  const hint = sentence('form.challenge-wrong', { code });
  return { kind: 'no-match', hint: [hint], place: { ...place, challenge: code } };
}

/**
 * What a message names for the fields that are open, so that a person who writes everything at once is asked nothing twice. One
 * that does not name what the form begins with says something else, and only mentions a number.
 */
async function slotsIn({ identifiers }: Heard, place: PlaceAt<'form'>, context: TurnContext): Promise<Answers> {
  const { lookup, fields } = formOf(place, context);
  const { filled } = await context.services.slots.fill(lookup, identifiers, {});
  if (filled[context.lookup(place.form).fields[0] ?? ''] === undefined) return {};
  const usable = fields.flatMap((field) => {
    const value = place.answers[field.name] === undefined ? filled[field.name] : undefined;
    const checked = value === undefined ? null : check(field, value, true);
    return checked?.ok ? [[field.name, checked.value] as const] : [];
  });
  return Object.fromEntries(usable);
}

function check(field: FormField, given: string, letters: boolean): IdentifierResult {
  if (!isIdentifierKindName(field.is)) throw new Error(`"${field.is}" is no kind of identifier`);
  return identifierKinds[field.is].check(given, { letters });
}

function problemWords(field: FormField, result: Extract<IdentifierResult, { ok: false }>): Sentence {
  const { title } = field;
  if (result.given === 0) return sentence('form.empty', { title });
  if (result.problem !== 'length' || !isIdentifierKindName(field.is)) return sentence('form.alphabet', { title });
  const { minLength, maxLength } = identifierKinds[field.is];
  if (minLength !== maxLength)
    return sentence('form.range', { given: result.given, title, from: minLength, to: maxLength });
  return sentence('form.length', { given: result.given, title, wanted: minLength });
}

/** Asks a lookup whose numbers could be guessed: whoever has missed too often is led to a person, whatever they ask for. */
async function askCounted(place: PlaceAt<'form'>, context: TurnContext): Promise<Move> {
  const { guesses } = context.services;
  const question = questionOf(place, context);
  const asked = await guesses.ask(context.lookup(place.form), question, { asker: askerOf(context) });
  if (isTooMany(asked) || asked.isLast) return toChecking(context);
  return { kind: 'scene', scene: await told(place, asked.finding, context) };
}

/** A chat has one name for ever: each conversation in it is told by its beginning. */
function askerOf({ turn, conversation: { id, startedAt } }: TurnContext): Asker {
  const person = turn.personId === unknownPerson ? null : turn.personId;
  return { conversation: `${id}@${startedAt}`, person, address: null, channel: turn.channel };
}

function questionOf({ answers }: PlaceAt<'form'>, context: TurnContext): Question {
  return { answers, letters: context.turn.can.letters };
}

/** Goes where the answer is told. */
async function told({ form, answers }: PlaceAt<'form'>, finding: Finding, context: TurnContext): Promise<Scene> {
  if (finding.kind !== 'several') return tellFinding(finding, { at: 'answer', form, id: null, answers }, context);
  const ids = finding.records.map(({ id }) => id);
  return candidatesPlace.arrive({ at: 'candidates', form, ids, answers }, context, 'full');
}

function askFor(words: string, count: number | null): Reply {
  return { verb: 'ask', words, keys: { count, hashEnds: true, waitSeconds: 8 } };
}
