import type { Intent } from '../../domain/content/content.js';
import { type Sentence, sentence } from '../../domain/language/phrases.js';
import type { TurnContext } from '../turn/context.js';
import { mainMenu, type Scene } from '../turn/move.js';

/** Says plainly that something is not the bureau's, names who helps where that is known, and offers a person. */
export function sayOutside(intent: Intent | null, context: TurnContext): Scene {
  const words = context.blocks([context.say(whose(intent)), context.say(sentence('outside.after'))]);
  return { place: mainMenu, replies: [context.choose(words, [])] };
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
