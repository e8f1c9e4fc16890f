import type { Place } from '../../domain/conversation.js';
import type { Intent } from '../../domain/menu.js';
import { sentence } from '../../domain/phrases.js';
import type { TurnContext } from '../context.js';
import { goToIntent } from '../go-to-intent.js';
import { noMatch, type Room } from '../room.js';
import { listed } from './listed.js';

type OptionsPlace = Extract<Place, { at: 'options' }>;

/** Asking which of some things was meant: 您是想问 A，还是 B. */
export const optionsRoom: Room<OptionsPlace> = {
  arrive(place, context, manner) {
    const intents = place.intents.map((id) => context.intent(id)).filter((intent) => intent !== null);
    const options = intents.map((intent, index) => ({ key: String(index + 1), label: intent.title }));
    const said = intents.map((intent, index) => context.say(option(intent, String(index + 1), context)));
    const words = [
      manner === 'brief' ? '' : context.say(sentence('options.head')),
      listed(said, context),
      context.say(sentence('options.after')),
    ];
    return { place, replies: [context.choose(joined(words, context), options)] };
  },

  take(place, input, context) {
    const id = input.kind === 'keys' && /^[1-9]$/.test(input.keys) ? place.intents[Number(input.keys) - 1] : undefined;
    const intent = id === undefined ? null : context.intent(id);
    return intent ? goToIntent(intent, null, context) : noMatch;
  },
};

function option(intent: Intent, key: string, context: TurnContext) {
  const { title, leadsTo } = intent;
  if (leadsTo.kind !== 'line' || leadsTo.line === 'general') return sentence('options.alone', { title, key });
  return sentence('options.one', { title, line: context.line(leadsTo.line).name, key });
}

function joined(parts: readonly string[], context: TurnContext): string {
  return parts.filter((part) => part !== '').join(context.turn.can.medium === 'voice' ? '' : '\n');
}
