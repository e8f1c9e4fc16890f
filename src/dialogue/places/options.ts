import type { Intent } from '../../domain/content/content.js';
import { sentence } from '../../domain/language/phrases.js';
import { toIntent } from '../moves/to-intent.js';
import type { TurnContext } from '../turn/context.js';
import { noMatch } from '../turn/move.js';
import type { PlaceAt, PlaceBehaviour } from '../turn/place-behaviour.js';

/** Asking which of some things was meant: 您是想问 A，还是 B. */
export const optionsPlace: PlaceBehaviour<PlaceAt<'options'>> = {
  arrive(place, context, manner) {
    const intents = place.intents.map((id) => context.intent(id)).filter((intent) => intent !== null);
    const options = intents.map((intent, index) => ({ key: String(index + 1), label: intent.title }));
    const said = intents.map((intent, index) => context.say(option(intent, String(index + 1), context)));
    const words = context.blocks([
      context.lines([manner === 'brief' ? '' : context.say(sentence('options.head')), context.list(said)]),
      context.say(sentence('options.after')),
    ]);
    return { place, replies: [context.choose(words, options)] };
  },

  take(place, input, context) {
    const intents = place.intents.map((id) => context.intent(id));
    const index = input.kind === 'keys' ? chosenByKey(input.keys) : chosenInWords(context.heard?.words ?? '', intents);
    const intent = intents[index] ?? null;
    return intent ? toIntent(intent, null, context) : noMatch;
  },
};

const ordinals = '一二三';

/** @returns which was chosen, from 0; -1 when none was */
function chosenByKey(keys: string): number {
  return /^[1-9]$/.test(keys) ? Number(keys) - 1 : -1;
}

/** @returns which was chosen by saying 第一个, 选2, 后者 or its name, from 0; -1 when none was */
function chosenInWords(said: string, intents: readonly (Intent | null)[]): number {
  const words = said.replace(/[\s\p{P}]|的$/gu, '');
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
