import type { TurnContext } from '../turn/context.js';
import type { Move } from '../turn/move.js';
import { lineInQuestion } from './to-callback.js';
import { closedWords } from './to-line.js';

/** To leaving a message (留言), for whoever knows of what was last talked about; whoever is leaving one already stays with it. */
export function toMessage(context: TurnContext): Move {
  const { place } = context.conversation;
  if (place.at === 'message') return { kind: 'go', place };
  const line = lineInQuestion(context);
  return { kind: 'go', place: { at: 'message', line }, lead: closedWords(line, context) };
}
