import { rememberedMs, type ToldCase } from '../../domain/conversation/memory.js';
import type { LineId } from '../../domain/hotline/line-id.js';
import type { TurnContext } from '../turn/context.js';
import { type Move, mainMenu } from '../turn/move.js';

/** @returns the case for this line whose state was told minutes ago, and that is not over; null where there is none */
export function toldCase(line: LineId, { conversation: { memory }, turn }: TurnContext): ToldCase | null {
  const told = memory?.told;
  return told && told.line === line && !told.isOver && !told.isClosed && turn.at - told.at <= rememberedMs
    ? told
    : null;
}

/**
 * To a person (转人工). Whoever has just heard where their case stands comes to the line that has it, and has urged it (催办), or where it is
 * closed has it handled again (二次办理), also where they hang up before anybody answers. What was not accepted stays over.
 */
export function toPerson(context: TurnContext): Move {
  const { conversation, turn } = context;
  const { place, memory } = conversation;
  const told = memory?.told;
  const isThere = place.at === 'menu' && place.menu === mainMenu.menu;
  if (!told || !isThere || turn.at - told.at > rememberedMs) return { kind: 'line', line: 'general' };
  const { caseNo, line, isOver, isClosed = false } = told;
  if (isOver) return { kind: 'line', line };
  const event = { kind: isClosed ? 'reopened' : 'urged', at: turn.at, by: 'person' } as const;
  const remembers = { told: { ...told, isClosed: false } };
  return { kind: 'line', line, effects: [{ kind: 'case-event', caseNo, event }], remembers };
}
