import type { LineId } from '../hotline/line-id.js';
import type { Callback, CallbackFunnel, CallbackState, MissedCall } from './callback.js';

/** What came of an attempt, or what a colleague says did. */
export interface CallbackOutcome {
  readonly state: Exclude<CallbackState, 'asked' | 'dialled'>;
  readonly at: number;
  readonly reason?: string;
  /** Whether a colleague rang by hand: it counts as one more attempt, unless the telephone rings or was taken already. */
  readonly isByHand?: boolean;
  /** When it rings again; not at all by this service when absent. */
  readonly dueAt?: number;
}

/** Whoever is to be called back. Asked for with their case (the effect `ask-callback`). */
export interface CallbackStore {
  /** @returns those that this service is to ring by now, whose case is not over, in the order of their places; never more than `limit` */
  due(now: number, limit: number): Promise<readonly Callback[]>;
  /** Takes one to be rung, by one conditional statement: of two that want it, one has it. @returns false for the other */
  dial(caseNo: string, at: number): Promise<boolean>;
  /** Notes under which id its provider rings. */
  noteCall(caseNo: string, callId: string): Promise<void>;
  /** Leaves it to a colleague, where it is still to be rung. */
  toColleague(caseNo: string, reason: string): Promise<void>;
  /** Notes what came of it. What has come further, or is over, stays: signals come late, twice and in any order. */
  settle(caseNo: string, outcome: CallbackOutcome): Promise<boolean>;
  /** Has one that is over called again by a colleague: what was said of it was a mistake. @returns false where none is over */
  takeBack(caseNo: string, reason: string): Promise<boolean>;
  get(caseNo: string): Promise<Callback | null>;
  /** @returns those that ring, or were reached, since before `before` and have not ended */
  hanging(before: number): Promise<readonly Callback[]>;
  /** @returns when any was last rung, whoever rang; null: none ever was */
  lastDialledAt(): Promise<number | null>;
  /** @returns those that are not connected and not given up, and whose case is not over, in the order of their places */
  open(): Promise<readonly Callback[]>;
  /** @returns how far those came that were asked for from `from` to before `to`, for a line or (null) for all */
  funnel(from: number, to: number, line?: LineId | null): Promise<CallbackFunnel>;
  /**
   * @returns who waited from `from` to before `to` and hung up, and neither was served, nor asked for a call back, nor left a message in any
   * call of theirs since: the first to come first
   */
  missed(from: number, to: number): Promise<readonly MissedCall[]>;
}
