import type { ColleagueId } from '../domain/hotline/colleague.js';
import type { LineId } from '../domain/hotline/line.js';
import type { OwnSeat, OwnSeats } from '../domain/hotline/own-seats.js';
import { freeFromTheFirst, isPutAway, stateAt } from '../domain/hotline/presence.js';
import type { SeatStore } from '../domain/hotline/stores.js';
import { comeBack, leave } from './presence/transitions.js';

/** What it needs of the house. */
export interface OwnSeatsParts {
  readonly seats: Pick<SeatStore, 'presences' | 'change'>;
  /** @returns the line of each message that nobody has dealt with */
  readonly openMessages: () => Promise<readonly { readonly line: LineId }[]>;
}

/** The duty menu's work: each step is one that anybody in the house could take, and a call that comes twice changes nothing more. */
export class ColleaguesOwnSeats implements OwnSeats {
  constructor(private readonly parts: OwnSeatsParts) {}

  async stands(colleague: ColleagueId, at: number): Promise<OwnSeat> {
    const all = await this.parts.seats.presences();
    const presence = all.find((one) => one.colleague === colleague) ?? freeFromTheFirst(colleague);
    const state = stateAt(presence, at);
    const reason = state === 'away' ? presence.reason : null;
    return { state, reason, isPutAway: isPutAway(presence, at) };
  }

  async comeBack(colleague: ColleagueId, at: number): Promise<void> {
    await this.parts.seats.change(colleague, comeBack(at));
  }

  async leave(colleague: ColleagueId, reason: string, at: number, until: number): Promise<void> {
    await this.parts.seats.change(colleague, leave(reason, at, until));
  }

  async messagesFor(lines: readonly LineId[]): Promise<ReadonlyMap<LineId, number>> {
    const counts = new Map<LineId, number>();
    for (const { line } of await this.parts.openMessages()) {
      if (lines.includes(line)) counts.set(line, (counts.get(line) ?? 0) + 1);
    }
    return counts;
  }
}
