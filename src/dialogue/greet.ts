import type { Line } from '../domain/hotline/line.js';
import { telephoneKey } from '../domain/hotline/roster.js';
import { type Sentence, sentence } from '../domain/language/phrases.js';
import { sticker } from '../domain/language/small-talk.js';
import { arriveAt, carryOut } from './carry-out.js';
import { colleagueRinging } from './places/duty.js';
import type { TurnContext } from './turn/context.js';
import { closedGreeting } from './turn/first-words.js';
import { mainMenu, type Scene } from './turn/move.js';

/** The first words of a conversation, by whether anybody is on duty. @param told said after the greeting itself; that a sticker cannot be seen is said anyway */
export async function greet(context: TurnContext, told: readonly Sentence[] = []): Promise<Scene> {
  const colleague = context.turn.input.kind === 'arrival' ? colleagueRinging(context) : null;
  if (colleague) return arriveAt({ at: 'duty', colleague: colleague.id }, context, 'full');
  const more = context.heard?.smallTalk === 'sticker' ? [...told, sentence('unreadable', { what: sticker })] : told;
  const { input } = context.turn;
  if (input.kind === 'arrival' && input.calledBackBy !== undefined)
    return carryOut({ kind: 'line', line: input.calledBackBy }, context);
  const direct = directLine(context);
  if (direct) {
    const lead = [sentence('greeting.straight')];
    return carryOut({ kind: 'line', line: direct.id, lead, leadClosed: lead }, context);
  }
  const closed = closedGreeting(context, true);
  if (closed) {
    return arriveAt(mainMenu, context, context.turn.can.medium === 'voice' ? 'brief' : 'again', [closed, ...more]);
  }
  if (context.content.straightToPerson && context.turn.can.handoff === 'connect') {
    return carryOut({ kind: 'line', line: 'general', lead: [sentence('greeting.straight')] }, context);
  }
  return arriveAt(mainMenu, context, 'full', [sentence('greeting.open'), ...more]);
}

/** @returns the line whose own number was dialled, where its people can be connected; null: whoever rings is shown the menu */
function directLine({ turn, content }: TurnContext): Line | null {
  const dialled = turn.input.kind === 'arrival' ? turn.input.dialled : undefined;
  if (dialled === undefined || turn.can.handoff !== 'connect') return null;
  const key = telephoneKey(dialled);
  return (
    [...content.lines.values()].find(({ directNumber }) => directNumber && telephoneKey(directNumber) === key) ?? null
  );
}
