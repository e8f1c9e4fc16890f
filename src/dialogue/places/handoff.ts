import type { HandoffPlace } from '../../domain/conversation/conversation.js';
import { sentence } from '../../domain/language/phrases.js';
import type { TurnContext } from '../turn/context.js';
import { type Move, mainMenu, noMatch } from '../turn/move.js';
import type { PlaceBehaviour } from '../turn/place-behaviour.js';
import { lookUp } from './look-up.js';
import { afterRound, ringRound } from './ring-round.js';
import { numberUntold } from './told-number.js';
import { lineClosed, waitNoMore } from './wait-over.js';

/** Being connected to a line's staff, round by round; between two rounds the caller waits. One failing leg never ends a call. */
export const handoffPlace: PlaceBehaviour<HandoffPlace> = {
  arrive(place, context) {
    return ringRound(place, [sentence('handoff.connecting', { line: context.line(place.line).name })], context);
  },

  arriveWith(place, context, lead) {
    return ringRound(place, lead, context);
  },

  async take(place, input, context) {
    if (input.kind === 'keys') return pressedBefore(place, input.keys, context);
    if (input.kind !== 'transferred') return noMatch;
    const { outcome, isCallerGone = false } = input;
    if (outcome === 'answered') return talkOver(place, isCallerGone, context);
    const line = context.line(place.line);
    if (place.wait && !context.standing(line).open)
      return { kind: 'scene', scene: await lineClosed(line, place.wait, context) };
    return { kind: 'scene', scene: await afterRound(place, outcome, context) };
  },
};

/** Whoever is still there hears the number of what they complained of, and is asked how it was; but not in a danger to a life. */
async function talkOver({ line }: HandoffPlace, isCallerGone: boolean, context: TurnContext): Promise<Move> {
  const effects = [waitNoMore('served', context)];
  const wasDanger = context.conversation.trail?.steps.some(({ came }) => came === 'danger') ?? false;
  const isAsked = !isCallerGone && !wasDanger;
  if (!isAsked) return { kind: 'end', lead: [sentence('goodbye')], effects };
  const { told: lead, remembers } = await numberUntold(context);
  return { kind: 'go', place: { at: 'rating', line }, lead, effects, ...(remembers && { remembers }) };
}

/**
 * A key that was pressed while 正在为您接通 was said: whoever chose the wrong line is connected with the right one, and `*` leads to what one can look up. Any other key only
 * lets the telephones ring at once.
 */
async function pressedBefore(place: HandoffPlace, key: string, context: TurnContext): Promise<Move> {
  const move = elsewhere(place, key, context);
  if (!move) return { kind: 'scene', scene: await ringRound(place, [], context) };
  await context.services.seats.letGo(context.turn.conversationId, context.turn.at);
  return move;
}

function elsewhere(
  { line, step = 0, wait, isMenuHeard = false }: HandoffPlace,
  key: string,
  context: TurnContext,
): Move | null {
  if (key === '*' && wait) return lookUp({ line, step, wait }, context);
  const target = context.content.menus.get(mainMenu.menu)?.options.find((option) => option.key === key)?.leadsTo;
  if (!isMenuHeard || target?.kind !== 'line' || target.line === line) return null;
  const isOpen = context.standing(context.line(target.line)).open;
  return { kind: 'line', line: target.line, effects: isOpen ? [] : [waitNoMore('message', context)] };
}
