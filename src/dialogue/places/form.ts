import { ask } from '../../disclosure/lookups/ask.js';
import type { Form, FormField } from '../../domain/content/content.js';
import type { Answers, Place } from '../../domain/conversation/conversation.js';
import type { Reply } from '../../domain/conversation/reply.js';
import type { Input } from '../../domain/conversation/turn.js';
import { type IdentifierResult, identifierKinds, isIdentifierKindName } from '../../domain/identifiers/identifiers.js';
import { type Sentence, sentence } from '../../domain/language/phrases.js';
import { identifiersIn } from '../../understanding/identifiers-in-text.js';
import { normalise } from '../../understanding/normalise.js';
import type { TurnContext } from '../context.js';
import { type Move, noMatch, type Room, type Scene } from '../room.js';
import { tellFinding } from './answer.js';
import { candidatesRoom } from './candidates.js';

type FormPlace = Extract<Place, { at: 'form' }>;

const challengeDigits = 4;

/** Filling in fields one by one, then the verification code where the lookup wants one, then the answer. */
export const formRoom: Room<FormPlace> = {
  arrive(place, context, manner) {
    const field = openField(place, context);
    if (field) {
      const words = manner === 'brief' ? '' : context.words(field.ask);
      return { place, replies: [askFor(words, field.keys)] };
    }
    if (!context.lookup(place.form).challenge) return lookUp(place, context);
    // A code that was already given out stays good when it is repeated.
    const code = place.challenge ?? context.services.entropy.digits(challengeDigits);
    const words = manner === 'brief' ? '' : context.say(sentence('form.challenge', { code }));
    return { place: { ...place, challenge: code }, replies: [askFor(words, challengeDigits)] };
  },

  async take(place, input, context) {
    const given = valueIn(input);
    if (given === null) return noMatch;
    const field = openField(place, context);
    if (!field) return takeChallenge(place, given, context);
    if (input.kind !== 'keys') {
      const recognised = recognise(place, given, context);
      if (recognised) return { kind: 'go', place: { ...place, answers: { ...place.answers, ...recognised } } };
    }
    const checked = check(field, given, context.turn.can.letters);
    if (checked.ok)
      return { kind: 'go', place: { ...place, answers: { ...place.answers, [field.name]: checked.value } } };
    return { kind: 'no-match', hint: [problemWords(field, checked)] };
  },
};

function openField(place: FormPlace, context: TurnContext): FormField | undefined {
  return formOf(place, context).fields.find((field) => place.answers[field.name] === undefined);
}

function formOf(place: FormPlace, context: TurnContext): Form {
  const form = context.content.forms.get(place.form);
  if (!form) throw new Error(`form "${place.form}" is not in content ${context.content.version}`);
  return form;
}

function valueIn(input: Input): string | null {
  if (input.kind === 'keys') return input.keys;
  return input.kind === 'text' || input.kind === 'speech' ? normalise(input.text) : null;
}

async function takeChallenge(place: FormPlace, given: string, context: TurnContext): Promise<Move> {
  if (place.challenge !== undefined && given.replace(/\s/g, '') === place.challenge) {
    return { kind: 'scene', scene: await lookUp(place, context) };
  }
  const code = context.services.entropy.digits(challengeDigits);
  const hint = sentence('form.challenge-wrong', { code });
  return { kind: 'no-match', hint: [hint], place: { ...place, challenge: code } };
}

/** Takes whatever fields a message holds, so that a person who writes everything at once is asked nothing twice. */
function recognise(place: FormPlace, text: string, context: TurnContext): Answers | null {
  const found = context.lookup(place.form).recognise(identifiersIn(text)) ?? {};
  const usable = formOf(place, context).fields.flatMap((field) => {
    const value = found[field.name];
    const checked = value === undefined || place.answers[field.name] !== undefined ? null : check(field, value, true);
    return checked?.ok ? [[field.name, checked.value] as const] : [];
  });
  return usable.length > 0 ? Object.fromEntries(usable) : null;
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

/** Asks the lookup and goes where its answer is told. */
async function lookUp({ form, answers }: FormPlace, context: TurnContext): Promise<Scene> {
  const question = { answers, letters: context.turn.can.letters };
  const finding = await ask(context.lookup(form), context.services.records, question);
  if (finding.kind !== 'several') return tellFinding(finding, { at: 'answer', form, id: null, answers }, context);
  const ids = finding.records.map(({ id }) => id);
  return candidatesRoom.arrive({ at: 'candidates', form, ids, answers }, context, 'full');
}

function askFor(words: string, count: number | null): Reply {
  return { verb: 'ask', words, keys: { count, hashEnds: true, waitSeconds: 8 } };
}
