import type { Intent } from '../../domain/content/content.js';
import type { Place } from '../../domain/conversation/conversation.js';
import type { Input } from '../../domain/conversation/turn.js';
import { sentence } from '../../domain/language/phrases.js';
import { normalise } from '../../understanding/normalise.js';
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
    const intents = place.intents.map((id) => context.intent(id));
    const intent = intents[chosen(input, intents)] ?? null;
    return intent ? goToIntent(intent, null, context) : noMatch;
  },
};

const ordinals = '一二三';

/** @returns which was chosen, by its key or in words (第一个, 选2, 后者, its name), from 0; -1 when none was */
function chosen(input: Input, intents: readonly (Intent | null)[]): number {
  if (input.kind === 'keys') return /^[1-9]$/.test(input.keys) ? Number(input.keys) - 1 : -1;
  if (input.kind !== 'text' && input.kind !== 'speech') return -1;
  const words = normalise(input.text).replace(/[\s\p{P}]|的$/gu, '');
  const [, number = ''] = /^(?:我)?(?:是|问|要|选|按|第)*([一二三1-3])(?:个|项|条|号)?$/.exec(words) ?? [];
  if (number !== '') return ordinals.includes(number) ? ordinals.indexOf(number) : Number(number) - 1;
  if (words === '前者') return 0;
  if (words === '后者') return intents.length - 1;
  return intents.findIndex((intent) => intent !== null && words === intent.title);
}

function option(intent: Intent, key: string, context: TurnContext) {
  const { title, leadsTo } = intent;
  if (leadsTo.kind !== 'line' || leadsTo.line === 'general') return sentence('options.alone', { title, key });
  return sentence('options.one', { title, line: context.line(leadsTo.line).name, key });
}

function joined(parts: readonly string[], context: TurnContext): string {
  return parts.filter((part) => part !== '').join(context.turn.can.medium === 'voice' ? '' : '\n');
}
