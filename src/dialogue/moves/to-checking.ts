import { sentence } from '../../domain/language/phrases.js';
import type { TurnContext } from '../turn/context.js';
import type { Move } from '../turn/move.js';
import { closedWords } from './to-line.js';

const line = 'general';

/**
 * To a colleague who checks the numbers with the caller, once too many have missed (试号): in the same words whether the last of them
 * exists or not, and whether it was looked for or not.
 */
export function toChecking(context: TurnContext): Move {
  const { id } = context.line(line);
  if (context.standing(context.line(line)).open) return { kind: 'line', line, lead: [sentence('guesses.person')] };
  const lead = [sentence('guesses.message'), ...closedWords(line, context)];
  return { kind: 'go', place: { at: 'message', line: id }, lead };
}
