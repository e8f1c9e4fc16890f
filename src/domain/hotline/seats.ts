import type { LineId } from './line.js';
import type { RingPlan } from './ring-plan.js';

/** A call that wants a colleague now. */
export interface RingRequest {
  readonly conversationId: string;
  readonly line: LineId;
  /** Which time the call's telephones ring, from 0. */
  readonly round: number;
  /** How long the caller has waited for the line, in ms: with it, further tiers are reached. */
  readonly waitedMs: number;
  /** How long the caller may still wait, in ms: a ring is cut to it, and left out where it would be too short to answer. */
  readonly leftMs: number;
  /** What a colleague who picks up hears. */
  readonly whisper: string;
  readonly at: number;
}

/** Who is there for a line: somebody who can be rung, only people who cannot just now (on a call, writing up), or nobody. */
export type Attendance = 'free' | 'busy' | 'nobody';

/** The colleagues, as dialogue asks for them. */
export interface Seats {
  /**
   * Decides whom to ring and reserves them for this call.
   * @returns the plan, each leg with its offer; null where nobody can be rung now
   */
  ring(request: RingRequest): Promise<RingPlan | null>;
  attendance(line: LineId, at: number): Promise<Attendance>;
  /** Lets go of everybody who is still rung for a call: it is over, or chose something else. */
  letGo(conversationId: string, at: number): Promise<void>;
}
