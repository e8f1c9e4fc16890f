import type { Content } from '../../domain/content/content.js';
import type { Colleague } from '../../domain/hotline/colleague.js';
import type { OwnSeat } from '../../domain/hotline/own-seats.js';
import { telephoneKey } from '../../domain/hotline/roster.js';
import { type Sentence, sentence } from '../../domain/language/phrases.js';
import type { TurnContext } from '../turn/context.js';
import { type Move, noMatch, type Scene } from '../turn/move.js';
import type { PlaceAt, PlaceBehaviour } from '../turn/place-behaviour.js';

type Duty = PlaceAt<'duty'>;

/**
 * The duty menu (值班菜单): a colleague rings from their own telephone, and comes back, leaves, or hears how many messages wait. Nothing is told
 * here that a stranger must not hear, since a number can be forged; `*` leads to the hotline as anybody has it.
 */
export const dutyPlace: PlaceBehaviour<Duty> = {
  async arrive(place, context, manner) {
    if (place.isLeaving) return reasons(place, context, []);
    if (manner === 'brief') return menu(place, context, []);
    const stands = await context.services.ownSeats.stands(place.colleague, context.turn.at);
    return menu(place, context, [standsIn(stands, nameOf(place, context))]);
  },

  arriveWith(place, context, lead) {
    return place.isLeaving ? reasons(place, context, lead) : menu(place, context, lead);
  },

  async take(place, input, context) {
    if (input.kind !== 'keys') return noMatch;
    if (place.isLeaving) return leaveFor(place, input.keys, context);
    const { ownSeats } = context.services;
    switch (input.keys) {
      case '1':
        await ownSeats.comeBack(place.colleague, context.turn.at);
        return { kind: 'end', lead: [sentence('duty.back')] };
      case '2':
        return { kind: 'go', place: { ...place, isLeaving: true } };
      case '3':
        return { kind: 'go', place, lead: await messagesOf(place, context) };
      default:
        return noMatch;
    }
  },
};

const cached = new WeakMap<Content, ReadonlyMap<string, Colleague>>();

/** @returns whose telephone rings us; null for whoever is no colleague, and where one cannot be heard pressing keys */
export function colleagueRinging({ content, turn }: TurnContext): Colleague | null {
  if (turn.can.handoff !== 'connect') return null;
  let known = cached.get(content);
  if (!known) {
    const all = [...content.roster.colleagues.values()];
    known = new Map(all.flatMap((one) => one.telephones.map((address) => [telephoneKey(address), one])));
    cached.set(content, known);
  }
  return known.get(telephoneKey(turn.personId)) ?? null;
}

async function leaveFor(place: Duty, keys: string, context: TurnContext): Promise<Move> {
  const { at } = context.turn;
  const reason = context.content.hotline.awayReasons[Number(keys) - 1];
  if (!reason) return noMatch;
  const until = at + reason.minutes * 60_000;
  await context.services.ownSeats.leave(place.colleague, reason.name, at, until);
  return { kind: 'end', lead: [sentence('duty.away', { reason: reason.name, until })] };
}

function menu(place: Duty, context: TurnContext, lead: readonly Sentence[]): Scene {
  const words = context.say(...lead, sentence('duty.menu'));
  const keys = ['1', '2', '3'].map((key) => ({ key, label: '' }));
  return { place, replies: [context.choose(words, keys)] };
}

function reasons(place: Duty, context: TurnContext, lead: readonly Sentence[]): Scene {
  const options = context.content.hotline.awayReasons.map(({ name }, index) => ({ key: `${index + 1}`, label: name }));
  const said = options.map(({ key, label }) => context.say(sentence('menu.option', { key, label })));
  return { place, replies: [context.choose(context.blocks([context.say(...lead), context.list(said)]), options)] };
}

function standsIn({ state, reason, isPutAway }: OwnSeat, name: string): Sentence {
  if (isPutAway) return sentence('duty.put-away', { name });
  if (state === 'away') return sentence('duty.is-away', { name, reason: reason ?? '' });
  return sentence(state === 'free' ? 'duty.is-free' : 'duty.is-resting', { name });
}

async function messagesOf({ colleague }: Duty, context: TurnContext): Promise<readonly Sentence[]> {
  const lines = [...context.content.lines.values()].filter(({ staff }) => staff.some(({ id }) => id === colleague));
  const counts = await context.services.ownSeats.messagesFor(lines.map(({ id }) => id));
  if (counts.size === 0) return [sentence('duty.no-messages')];
  return lines.flatMap(({ id, name }) => {
    const count = counts.get(id);
    return count === undefined ? [] : [sentence('duty.messages', { line: name, count })];
  });
}

function nameOf({ colleague }: Duty, { content }: TurnContext): string {
  return content.roster.colleagues.get(colleague)?.name ?? '';
}
