import type { TurnContext } from '../turn/context.js';
import type { Move } from '../turn/move.js';
import { canBeCalledBack } from './begun-case.js';
import { numberSaid } from './number-to-call.js';
import { closedWords } from './to-line.js';

/**
 * To being called back (回电). Whoever is on the telephone already is connected, or called back on the number they say, or call from, and where neither
 * is known leaves a message; in chat a number is asked for.
 */
export function toCallback(context: TurnContext): Move {
  const { turn, heard } = context;
  const line = lineInQuestion(context);
  const isOpen = context.standing(context.line(line)).open;
  if (turn.can.medium === 'text') {
    const lead = isOpen ? [] : closedWords(line, context);
    const place = { at: 'callback', line } as const;
    // What was written with it may hold the number, or say what it is about.
    return { kind: turn.input.kind === 'text' && !heard?.rule ? 'taken-at' : 'go', place, lead };
  }
  const number = numberSaid(context);
  const remembers = number === null ? {} : { numberGiven: number };
  if (isOpen) return { kind: 'line', line, remembers };
  const at = canBeCalledBack(line, context) ? 'callback' : 'message';
  return { kind: 'go', place: { at, line }, lead: closedWords(line, context), remembers };
}

/** Whose colleagues know of what was last talked about. */
export function lineInQuestion({ conversation: { memory, place }, content }: TurnContext): string {
  if (place.at === 'message' || place.at === 'colleague') return place.line;
  const subject = memory?.subject && content.intents.find(({ id }) => id === memory.subject?.intent);
  return subject?.leadsTo.kind === 'line' ? subject.leadsTo.line : 'general';
}
