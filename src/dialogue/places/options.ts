import type { Intent } from '../../domain/content/content.js';
import type { Option } from '../../domain/conversation/reply.js';
import { sentence } from '../../domain/language/phrases.js';
import { chosenFrom } from '../moves/chosen-from.js';
import { toIntent } from '../moves/to-intent.js';
import type { TurnContext } from '../turn/context.js';
import { noMatch } from '../turn/move.js';
import type { PlaceAt, PlaceBehaviour } from '../turn/place-behaviour.js';

/** Asking which of some things was meant: 您是想问 A，还是 B; and of one thing, whether it was. */
export const optionsPlace: PlaceBehaviour<PlaceAt<'options'>> = {
  arrive(place, context, manner) {
    const intents = intentsOf(place, context);
    const said = intents.map((intent, index) => context.say(option(intent, String(index + 1), context)));
    const [only] = intents;
    if (only && intents.length === 1) {
      const words = context.say(sentence('options.only', { title: only.title, key: '1' }));
      return { place, replies: [context.choose(words, choicesOf(place, context))] };
    }
    const words = context.blocks([
      context.lines([manner === 'brief' ? '' : context.say(sentence('options.head')), context.list(said)]),
      context.say(sentence('options.after')),
    ]);
    return { place, replies: [context.choose(words, choicesOf(place, context))] };
  },

  choices: choicesOf,

  take(place, input, context) {
    const intent = input.kind === 'keys' ? intentsOf(place, context)[Number(input.keys) - 1] : undefined;
    if (!intent) return noMatch;
    return chosenFrom(place, toIntent(intent, null, { question: place.question ?? intent.title }, context), context);
  },
};

/** What was offered, without what the content does not have any more. */
function intentsOf(place: PlaceAt<'options'>, context: TurnContext): readonly Intent[] {
  return place.intents.map((id) => context.intent(id)).filter((intent) => intent !== null);
}

function choicesOf(place: PlaceAt<'options'>, context: TurnContext): readonly Option[] {
  return intentsOf(place, context).map(({ title }, index) => ({ key: String(index + 1), label: title }));
}

function option(intent: Intent, key: string, context: TurnContext) {
  const { title, leadsTo } = intent;
  if (leadsTo.kind !== 'line' || leadsTo.line === 'general') return sentence('options.alone', { title, key });
  return sentence('options.one', { title, line: context.line(leadsTo.line).name, key });
}
