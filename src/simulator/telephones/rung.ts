import type { Player } from './player.js';
import type { Timeline } from './timeline.js';

/** How the telephone's side of a call ended. */
export type LegEnd = 'completed' | 'busy' | 'no-answer' | 'failed' | 'canceled';

/** A call as the telephone that rings for it knows it. */
export interface Rung {
  /** `whisper`: picked up, and hears what a document says; `talks`: joined with somebody. */
  readonly state: 'rings' | 'whisper' | 'talks' | 'ended';
  /** The call that it is known by: a caller's for a leg, its own for one that was asked for. */
  readonly callSid: string;
  readonly player: Player;
  readonly wasPickedUp: boolean;
  readonly timeline: Timeline;
  /** The telephone is there, and rings. */
  rings(): Promise<void>;
  pickUp(): Promise<void>;
  /** The telephone's side is over, however. */
  end(how: LegEnd): Promise<void>;
}
