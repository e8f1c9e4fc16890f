import { isTooMany } from '../../disclosure/guessing/guesses.js';
import type { Asker } from '../../disclosure/guessing/limits.js';
import type { Finding, Question } from '../../disclosure/lookups/ask.js';
import type { AnswerPlace, FormPlace } from '../../domain/conversation/conversation.js';
import type { Reply } from '../../domain/conversation/reply.js';
import { type Input, unknownPerson } from '../../domain/conversation/turn.js';
import { sentence } from '../../domain/language/phrases.js';
import { askedOfField, codeIn } from '../../understanding/index.js';
import { toChecking } from '../moves/to-checking.js';
import type { TurnContext } from '../turn/context.js';
import { enterAgain, explanation, fieldAskedIn, formAt, namesOf } from '../turn/form-fields.js';
import { type Move, noMatch, type Scene } from '../turn/move.js';
import type { Manner } from '../turn/place-behaviour.js';
import { besideOf, tellFinding } from './answer.js';
import { candidatesPlace } from './candidates.js';

const challengeDigits = 4;
const codeNames = ['验证码', '校验码', '确认码', '短信', '数字码'];

/** Asks for the verification code (验证码); one that was already given out stays good when it is repeated. */
export function arriveAtChallenge(place: FormPlace, context: TurnContext, manner: Manner): Scene {
  const code = place.challenge ?? context.services.entropy.digits(challengeDigits);
  const words = manner === 'brief' ? '' : context.say(sentence('form.challenge', { code }));
  return { place: { ...place, challenge: code }, replies: [askFor(words, null, context)] };
}

/** The code, a question about it, or something else. A question brings a new code: the old one may be what could not be read. */
export function takeChallenge(place: FormPlace, input: Input, context: TurnContext): Move | Promise<Move> {
  const { heard } = context;
  const code = context.services.entropy.digits(challengeDigits);
  const next: FormPlace = { ...place, challenge: code };
  const wrong = sentence('form.challenge-wrong', { code });
  if (input.kind === 'keys') {
    return input.keys === place.challenge
      ? askCounted(place, context)
      : { kind: 'no-match', hint: [wrong], place: next, isEntry: true };
  }
  if (!heard) return noMatch;
  const given = codeIn(heard.message.text, codeNames, challengeDigits);
  if (given !== null && given === place.challenge) return askCounted(place, context);
  if (given !== null) return { kind: 'no-match', hint: [wrong], place: next, isEntry: true };
  const { fields } = formAt(place, context);
  const asked = askedOfField(heard.words, [...codeNames, ...fields.flatMap(namesOf)]);
  const named = fieldAskedIn(heard.words, fields, fields.at(-1));
  if (named?.asks === 'wrong' && !codeNames.includes(asked?.name ?? '')) return enterAgain(place, named, context);
  if (heard.rule && !asked?.asks) return noMatch;
  if (asked?.asks === 'wait') return { kind: 'go', place, lead: [sentence('form.wait')] };
  if (named?.asks && named.isNamed) return { kind: 'go', place, lead: explanation(named.field, named.asks, context) };
  if (asked && (asked.name === null || codeNames.includes(asked.name))) {
    return { kind: 'go', place: next, lead: [sentence('form.challenge-about')] };
  }
  return { kind: 'no-match', hint: [sentence('form.challenge', { code: place.challenge ?? code })] };
}

/** Whether somebody asks about the code, which may not have been given out yet: 验证码没收到. */
export function asksOfCode(words: string): boolean {
  return codeNames.includes(askedOfField(words, codeNames)?.name ?? '');
}

/** Asks a lookup whose numbers could be guessed: whoever has missed too often is led to a person, whatever they ask for. */
async function askCounted(place: FormPlace, context: TurnContext): Promise<Move> {
  const { guesses } = context.services;
  const question = questionOf(place, context);
  const asked = await guesses.ask(context.lookup(place.form), question, { asker: askerOf(context) });
  if (isTooMany(asked) || asked.isLast) return toChecking(context);
  return { kind: 'scene', scene: await tell(place, asked.finding, context) };
}

/** A chat has one name for ever: each conversation in it is told by its beginning. */
export function askerOf({ turn, conversation: { id, startedAt } }: TurnContext): Asker {
  const person = turn.personId === unknownPerson ? null : turn.personId;
  return { conversation: `${id}@${startedAt}`, person, address: null, channel: turn.channel };
}

export function questionOf({ answers }: FormPlace, context: TurnContext): Question {
  return { answers, letters: context.turn.can.letters };
}

/** Goes where the answer is told. */
export async function tell({ form, answers }: FormPlace, finding: Finding, context: TurnContext): Promise<Scene> {
  if (finding.kind === 'unknown') return tellMissed({ at: 'answer', form, id: null, answers }, context);
  if (finding.kind !== 'several')
    return tellFinding(finding, { at: 'answer', form, id: null, answers }, context, await besideOf(finding, context));
  const ids = finding.records.map(({ id }) => id);
  return candidatesPlace.arrive({ at: 'candidates', form, ids, answers }, context, 'full');
}

/** Counts what is not found, where digits are pressed from a label: those who miss again and again need a colleague. */
function tellMissed(place: AnswerPlace, context: TurnContext): Scene {
  const scene = tellFinding({ kind: 'unknown' }, place, context);
  if (context.turn.can.medium !== 'voice') return scene;
  return { ...scene, remembers: { misses: (context.conversation.memory?.misses ?? 0) + 1 } };
}

/** Asks for something typed: `0` or `*` alone is known to be alone after the shorter of the two times. */
export function askFor(words: string, count: number | null, { hints }: Pick<TurnContext, 'hints'>): Reply {
  return { verb: 'ask', words, keys: { count, hashEnds: true, waitSeconds: 6, betweenSeconds: 3 }, hints };
}
