import { unknownPerson } from '../../domain/conversation/turn.js';
import type { Line } from '../../domain/hotline/line.js';
import type { Wait } from '../../domain/hotline/waiting.js';
import { type Ahead, aheadOf, heardSince } from '../../hotline/waiting/place-in-line.js';
import { isInDanger } from '../moves/danger.js';
import type { TurnContext } from '../turn/context.js';

/**
 * Looks where a call stands: its wait as it was, else one that begins now, in the place that its caller had when they were cut off, or when they
 * asked to be called back.
 */
export async function standInLine(
  line: Line,
  known: Wait | undefined,
  context: TurnContext,
): Promise<{ readonly wait: Wait; readonly ahead: Ahead }> {
  const { turn, services, rules } = context;
  const { at, personId, conversationId } = turn;
  const who = personId === unknownPerson ? null : personId;
  const since = { heardSince: heardSince(at), leftSince: at - rules.regainSeconds * 1000 };
  const { inLine, left } = await services.waiting.comingTo(line.id, who, since);
  const calledBack = inLine.find((one) => one.conversationId === conversationId);
  const before = calledBack ?? left;
  const isUrgent = known?.isUrgent || before?.isUrgent || isInDanger(context);
  const stands = known ?? { since: at, enteredAt: before?.enteredAt ?? at, turns: 0 };
  const wait: Wait = isUrgent ? { ...stands, isUrgent } : stands;
  return { wait, ahead: aheadOf(inLine, { conversationId, ...wait }) };
}
