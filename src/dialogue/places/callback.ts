import type { CallbackPlace } from '../../domain/conversation/conversation.js';
import { telephoneIn } from '../../domain/identifiers/telephone.js';
import { type Sentence, sentence } from '../../domain/language/phrases.js';
import { smallTalk } from '../../domain/language/small-talk.js';
import type { TurnContext } from '../turn/context.js';
import { type Move, mainMenu, noMatch, type Scene } from '../turn/move.js';
import type { PlaceBehaviour } from '../turn/place-behaviour.js';
import { askFor, caseOf } from './left-message.js';

/** Whoever has said so much without a number has none to give: what they said is kept all the same. */
const mostSaid = 2;

/**
 * Being called back (回电): a number is asked for, and what else is written is noted beside it. It becomes a case (工单) whose text
 * begins with the number.
 */
export const callbackPlace: PlaceBehaviour<CallbackPlace> = {
  arrive(place, context) {
    return ask(place, [], context);
  },

  arriveWith(place, context, lead) {
    return ask(place, lead, context);
  },

  async take(place, _input, context) {
    const { heard } = context;
    // Whoever takes something back wants something else.
    if (!heard || heard.rule || heard.meant.denied !== null) return noMatch;
    const telephone = telephoneIn(heard.message.text);
    const said = [...place.said, heard.text];
    if (telephone && 'number' in telephone) return keep({ ...place, said }, telephone.number, context);
    if (smallTalk(heard.text)) return { kind: 'go', place };
    if (said.length > mostSaid) return keep({ ...place, said }, null, context);
    const again = { ...place, said };
    if (!telephone) return { kind: 'go', place: again };
    const words = context.say(sentence('callback.wrong', telephone));
    return { kind: 'scene', scene: { place: again, replies: [askFor(words)] } };
  },
};

function ask(place: CallbackPlace, lead: readonly Sentence[], context: TurnContext): Scene {
  const words = place.said.length > 1 ? sentence('callback.ask-again') : sentence('callback.ask');
  return { place, replies: [askFor(context.say(...lead, words))] };
}

async function keep(place: CallbackPlace, phone: string | null, context: TurnContext): Promise<Move> {
  const text = [phone === null ? '请回电（没有留电话，请在微信里回复）' : `请回电：${phone}`, ...place.said].join('\n');
  const message = { kind: 'text', text } as const;
  const left = { message, sourceId: context.turn.deliveryId };
  const { case: made, isNew } = await caseOf({ at: 'message', line: place.line }, left, context);
  const { caseNo } = made;
  const kept =
    phone === null ? sentence('callback.kept-without', { caseNo }) : sentence('callback.kept', { phone, caseNo });
  const words = context.say(kept, whenOf(place, context));
  const effects = isNew ? [{ kind: 'open-case', case: made } as const] : [];
  return { kind: 'scene', scene: { place: mainMenu, replies: [context.choose(words, [])], effects } };
}

function whenOf({ line }: CallbackPlace, context: TurnContext): Sentence {
  const standing = context.standing(context.line(line));
  if (standing.open) return sentence('callback.soon');
  return sentence('callback.later', { reopens: standing.reopensAt ?? context.turn.at });
}
