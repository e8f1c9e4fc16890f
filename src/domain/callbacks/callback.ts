import type { LineId } from '../hotline/line.js';

/**
 * How far a call back (回电) has come. `asked`: nobody has rung yet; `dialled`: their telephone rings; `not-reached`: nobody took it;
 * `reached`: they took it, and pressed the key; `connected`: they talk with a colleague; `given-up`: it is not tried any more.
 */
export const callbackStates = ['asked', 'dialled', 'not-reached', 'reached', 'connected', 'given-up'] as const;
export type CallbackState = (typeof callbackStates)[number];

/** Who rings: this service, through its provider, or a colleague by hand. */
export type CallbackBy = 'service' | 'colleague';

/** Somebody who is to be called back, as it was asked for. */
export interface AskedCallback {
  /** The case (工单) in which it was asked for; one case has one. */
  readonly caseNo: string;
  readonly line: LineId;
  /** As it was given; null where it stands in the case only, or was not given. Personal data. */
  readonly number: string | null;
  readonly conversationId: string;
  readonly askedAt: number;
}

/**
 * Notes that somebody who is to be called back has talked with a colleague: their call back is connected, and their case says so.
 * @param talk `by`: with whom; `reason`: in what other way than by being rung
 * @returns false where it was connected, or given up, before
 */
export type Connected = (
  caseNo: string,
  talk: { readonly at: number; readonly by: string; readonly reason?: string },
) => Promise<boolean>;

/** A call back as it is kept. */
export interface Callback extends AskedCallback {
  /** The case that its own was put into (并单), where lists say so; absent for none. */
  readonly mergedInto?: string;
  /** When they came to the line: whoever waited before they asked keeps that place. */
  readonly enteredAt: number;
  /** Whether a life is in danger: they are called back first; absent for no. */
  readonly isUrgent?: boolean;
  readonly state: CallbackState;
  readonly by: CallbackBy;
  /** How often their telephone was rung. */
  readonly attempts: number;
  /** When it rings next, where it rings at all. */
  readonly dueAt: number;
  /** The provider's id of the last call to them. */
  readonly callId: string | null;
  /** When it last rang. */
  readonly dialledAt: number | null;
  readonly reachedAt: number | null;
  readonly connectedAt: number | null;
  /** What came of the last attempt, in a word: busy, no-answer, the provider's refusal. */
  readonly reason: string | null;
}

/** How many calls back came how far; one that came further has come this far, too. They are never counted as abandoned. */
export interface CallbackFunnel {
  readonly asked: number;
  readonly dialled: number;
  readonly reached: number;
  readonly connected: number;
  readonly givenUp: number;
}

/** Somebody who wanted a person on a day, reached none, and left nothing (漏接). */
export interface MissedCall {
  readonly personId: string | null;
  readonly line: LineId;
  readonly calls: number;
  /** When the first of them came, and when the last ended. */
  readonly firstAt: number;
  readonly lastAt: number;
  /** The longest that they waited, in ms. */
  readonly longestMs: number;
}
