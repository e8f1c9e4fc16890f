import type { CallbackPlace, Place } from '../../domain/conversation/conversation.js';
import type { Effect } from '../../domain/conversation/effect.js';
import { telephoneIn } from '../../domain/identifiers/telephone.js';
import { type Sentence, sentence } from '../../domain/language/phrases.js';
import { smallTalk } from '../../domain/language/small-talk.js';
import { numberGiven, numberTold } from '../moves/number-to-call.js';
import type { TurnContext } from '../turn/context.js';
import { noMatch, type Scene } from '../turn/move.js';
import type { PlaceBehaviour } from '../turn/place-behaviour.js';
import { askFor } from '../turn/written-input.js';
import { callbackKept, caseOf } from './left-message.js';
import { takeMessage } from './message.js';

/** Whoever has said so much without a number has none to give. */
const mostSaid = 3;

/**
 * Being called back (回电): a number is asked for, and what else is written is noted beside it. The first words open the case (工单), so
 * that nothing is lost where no number follows; its number is said in the end. On the telephone it is the number that they say with the wish, else the one
 * they call from.
 */
export const callbackPlace: PlaceBehaviour<CallbackPlace> = {
  arrive(place, context) {
    return context.turn.can.medium === 'voice' ? toThisNumber(place, [], context) : ask(place, [], context);
  },

  arriveWith(place, context, lead) {
    return context.turn.can.medium === 'voice' ? toThisNumber(place, lead, context) : ask(place, lead, context);
  },

  async take(place, _input, context) {
    const { heard } = context;
    if (!heard) return noMatch;
    const telephone = telephoneIn(heard.message.text);
    // A number is one here, also one that means something elsewhere: 12345. Whoever takes something back wants something else.
    if ((heard.rule && telephone === null) || heard.meant.denied !== null) return noMatch;
    const number = telephone && 'number' in telephone ? telephone.number : null;
    if (number === null && smallTalk(heard.text)) return { kind: 'go', place };
    const { left, effects } = await keep(place, number, heard.text, context);
    if (number !== null || left.parts === mostSaid) {
      const { caseNo } = left;
      const kept =
        number === null
          ? sentence('callback.kept-without', { caseNo })
          : sentence('callback.kept', { phone: number, caseNo });
      // What it is about often comes after the number.
      const more: Place = { at: 'message', line: place.line, left, isBesideCallback: true };
      const words = context.say(kept, whenOf(place, context), sentence('message.more'));
      return { kind: 'scene', scene: { place: more, replies: [askFor(words)], effects } };
    }
    const again = { ...place, left };
    const given = telephone && 'given' in telephone ? sentence('callback.wrong', telephone) : null;
    return { kind: 'scene', scene: { ...ask(again, [], context, given), effects } };
  },
};

/** On the telephone the number is known, or said with the wish: the call back is asked for at once, and what it is about may be said. */
async function toThisNumber({ line }: CallbackPlace, lead: readonly Sentence[], context: TurnContext): Promise<Scene> {
  const { heard, turn } = context;
  const text = [`请回电：${numberGiven(context) ?? turn.personId}`, ...(heard ? [heard.text] : [])].join('\n');
  const { caseNo, effects } = await callbackKept(line, text, context);
  const words = context.say(
    ...lead,
    sentence('callback.when-open', { number: numberTold(context) }),
    sentence('message.record-more'),
  );
  return { ...takeMessage({ at: 'message', line, left: { caseNo, parts: 1 } }, words, context, false), effects };
}

function ask(
  place: CallbackPlace,
  lead: readonly Sentence[],
  context: TurnContext,
  wrong: Sentence | null = null,
): Scene {
  const isAgain = place.left !== undefined && place.left.parts > 1;
  const words = wrong ?? (isAgain ? sentence('callback.ask-again') : sentence('callback.ask'));
  return { place, replies: [askFor(context.say(...lead, words))] };
}

/** Opens the case, or adds to it. */
async function keep(
  { line, left }: CallbackPlace,
  number: string | null,
  said: string,
  context: TurnContext,
): Promise<{ readonly left: NonNullable<CallbackPlace['left']>; readonly effects: readonly Effect[] }> {
  const text = number === null ? said : `请回电：${number}\n${said}`;
  if (left) {
    const { caseNo, parts } = left;
    return {
      left: { caseNo, parts: parts + 1 },
      effects: [{ kind: 'add-to-case', caseNo, text, ...(number !== null && { addition: { contact: number } }) }],
    };
  }
  const whole = number === null ? `请回电（还没有留电话，可以在微信里回复）\n${text}` : text;
  const message = { kind: 'text', text: whole } as const;
  const contact = number === null ? {} : { contact: number };
  const opened = { message, sourceId: context.turn.deliveryId, kind: 'callback', ...contact } as const;
  const { case: made, isNew } = await caseOf({ at: 'message', line }, opened, context);
  return { left: { caseNo: made.caseNo, parts: 1 }, effects: isNew ? [{ kind: 'open-case', case: made }] : [] };
}

function whenOf({ line }: CallbackPlace, context: TurnContext): Sentence {
  const standing = context.standing(context.line(line));
  if (standing.open) return sentence('callback.soon');
  return sentence('callback.later', { reopens: standing.reopensAt ?? context.turn.at });
}
