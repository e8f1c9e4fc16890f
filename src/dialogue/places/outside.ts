import type { Intent } from '../../domain/content/content.js';
import { type Sentence, sentence } from '../../domain/language/phrases.js';
import type { TurnContext } from '../turn/context.js';
import { type Move, mainMenu, type Scene } from '../turn/move.js';

/**
 * Says plainly that something is not the bureau's, names who helps where that is known, and offers a person. What it may be all
 * the same is one key away.
 * @example 车管与违章不归检验检疫办理，可以拨打 122……如果是问「进口汽车检验」，请回复 1
 */
export function sayOutside({ intent, perhaps }: Extract<Move, { kind: 'outside' }>, context: TurnContext): Scene {
  if (!perhaps) {
    return {
      place: mainMenu,
      replies: [
        context.choose(context.blocks([context.say(whose(intent)), context.say(sentence('outside.after'))]), []),
      ],
    };
  }
  const key = '1';
  const { id, title } = perhaps;
  const words = context.blocks([context.say(whose(intent)), context.say(sentence('outside.perhaps', { title, key }))]);
  return { place: { at: 'options', intents: [id] }, replies: [context.choose(words, [{ key, label: title }])] };
}

function whose(intent: Intent | null): Sentence {
  const target = intent?.leadsTo;
  if (intent && target?.kind === 'outside') {
    const { title } = intent;
    const { by, phone } = target;
    if (phone !== null) return sentence('outside.phone', { title, phone });
    if (by !== null) return sentence('outside.by', { title, by });
  }
  return sentence('outside.nobody');
}
