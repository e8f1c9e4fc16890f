import type { LineId } from '../hotline/line-id.js';
import type { AskedForPerson, CallEndedBy, TrailStep } from './trail.js';

/** Whose call it is: somebody rang us, we rang them since they had asked for it, or a colleague rang the duty menu. */
export type CallKind = 'inbound' | 'called-back' | 'duty';

/** How somebody rates a talk (满意度) in one key: 满意, 还可以, 不满意. */
export const ratings = ['satisfied', 'neutral', 'dissatisfied'] as const;
export type Rating = (typeof ratings)[number];

/**
 * The record of a call (通话记录) that is over. Whom it rang, why, and what came of that are its offers. It says nothing of who called: neither a
 * number, nor what was typed or said.
 */
export interface CallRecord {
  readonly conversationId: string;
  readonly kind: CallKind;
  /** In ms since 1970. */
  readonly beganAt: number;
  readonly endedAt: number;
  readonly endedBy: CallEndedBy;
  /** Whose people were asked for last; null: nobody's. */
  readonly line: LineId | null;
  /** When a person was asked for while their line was staffed, and what it came to; null: never. */
  readonly asked: AskedForPerson | null;
  /** `none`: asked, and nothing was pressed (未参评); null: not asked. */
  readonly rating: Rating | 'none' | null;
  readonly steps: readonly TrailStep[];
}
