import type { Place } from '../../domain/conversation/conversation.js';
import type { LeftWait } from '../../domain/conversation/memory.js';
import { sentence } from '../../domain/language/phrases.js';
import { follow } from '../moves/follow.js';
import type { TurnContext } from '../turn/context.js';
import { type Move, mainMenu } from '../turn/move.js';
import { waitNoMore } from './wait-over.js';

/**
 * To what callers can look up themselves, with their place kept: 0 leads back to it.
 * @param wanted what they have said that they look up; null where they have not
 */
export function lookUp(
  { line, step, wait }: Omit<LeftWait, 'at'>,
  context: TurnContext,
  wanted: Place | null = null,
): Move {
  const option = context.content.menus.get('main')?.options.find(({ key }) => key === '*');
  const move = option ? follow(option.leadsTo, context) : null;
  const place = wanted ?? (move?.kind === 'go' ? move.place : mainMenu);
  const remembers = { wait: { line, step, wait, at: context.turn.at } };
  const effects = [waitNoMore('self-service', context)];
  return { kind: 'go', place, lead: [sentence('waiting.kept')], remembers, effects };
}
