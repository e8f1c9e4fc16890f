import { Tickets } from '../chance/ticket.js';
import { RuleFault } from './strata.js';

/** What is given to a team: a place to go to, a shop, a warehouse. */
export interface Place {
  readonly id: string;
  readonly province: string;
}

/** What has to be known before places are given out; all of it stands in the seal. */
export interface Assigning {
  /** In the order of their tickets. */
  readonly places: readonly Place[];
  readonly teams: readonly (readonly string[])[];
  /** Which bureau each member is of. */
  readonly bureaus: ReadonlyMap<string, string>;
  /** Who must not go where (回避): a person, a place. */
  readonly recused: readonly (readonly [string, string])[];
  /** How many places a team can go to. */
  readonly capacity: number;
  /** Whether somebody may be sent to a place in their own province. */
  readonly sameProvince: boolean;
}

/** A team passed over for a place, and why. */
export interface PlaceSkip {
  readonly place: string;
  /** Counted from 1. */
  readonly team: number;
  readonly skipped: string;
}

/** What came of it. */
export interface Assigned {
  readonly assignment: readonly { readonly place: string; readonly team: number }[];
  readonly skips: readonly PlaceSkip[];
  /** How many more places each team could have taken. */
  readonly leftCapacity: readonly number[];
}

/**
 * Gives places to teams: for each place in its order, the teams by their tickets for it; the first that is not recused, of no province that is
 * excluded, not full, and leaves every later place a team. That last is looked at to the end, so a draw never ends without an answer that there is.
 * @throws RuleFault where no way at all gives every place a team
 */
export function assignPlaces(seed: string, rule: Assigning): Assigned {
  const tickets = new Tickets(seed);
  const left = rule.teams.map(() => rule.capacity);
  const assignment: { place: string; team: number }[] = [];
  const skips: PlaceSkip[] = [];
  rule.places.forEach((place, at) => {
    const later = rule.places.slice(at + 1);
    const order = rule.teams
      .map((_, index) => ({ index, ticket: tickets.of(`${place.id}|team ${index + 1}`) }))
      .sort((one, other) => (one.ticket < other.ticket ? -1 : 1));
    const chosen = order.find(({ index }) => {
      const why =
        whyNot(rule, place, index) ?? (left[index] === 0 ? 'full' : null) ?? wouldStrand(rule, left, index, later);
      if (why) skips.push({ place: place.id, team: index + 1, skipped: why });
      return why === null;
    });
    if (!chosen) throw new RuleFault(`no team is left for ${place.id}`);
    left[chosen.index] = (left[chosen.index] ?? 0) - 1;
    assignment.push({ place: place.id, team: chosen.index + 1 });
  });
  return { assignment, skips, leftCapacity: left };
}

/** Why a team must not go to a place, whatever else is given to it. */
function whyNot({ teams, recused, bureaus, sameProvince }: Assigning, place: Place, team: number): string | null {
  const members = teams[team] ?? [];
  const barred = members.find((one) => recused.some(([who, where]) => who === one && where === place.id));
  if (barred !== undefined) return `recused ${barred}`;
  const local = sameProvince ? undefined : members.find((one) => bureaus.get(one) === place.province);
  return local === undefined ? null : `same-province ${local}`;
}

function wouldStrand(rule: Assigning, left: readonly number[], team: number, later: readonly Place[]): string | null {
  const room = left.map((one, index) => (index === team ? one - 1 : one));
  return everyPlaceFinds(rule, room, later) ? null : 'would leave another place without a team';
}

/** Whether each place can have a team: places find room one by one, and those that sit already move on where they can (augmenting paths). */
function everyPlaceFinds(rule: Assigning, room: readonly number[], places: readonly Place[]): boolean {
  const sits: number[][] = room.map(() => []);
  const findsRoom = (place: number, tried: Set<number>): boolean =>
    room.some((capacity, team) => {
      if (tried.has(team) || whyNot(rule, places[place] as Place, team) !== null) return false;
      tried.add(team);
      const here = sits[team] as number[];
      if (here.length < capacity) return here.push(place) > 0;
      const moved = here.findIndex((other) => findsRoom(other, tried));
      if (moved < 0) return false;
      here[moved] = place;
      return true;
    });
  return places.every((_, place) => findsRoom(place, new Set()));
}
