import type { LineId } from '../hotline/line.js';
import type { Answers } from './answers.js';

/** Leaving a message (留言), spoken or written, for a line. */
export interface MessagePlace {
  readonly at: 'message';
  readonly line: LineId;
  /** The words that led here, which the message begins with: 我要投诉. */
  readonly begun?: string;
  /** What was written so far; absent before the first words. */
  readonly left?: { readonly caseNo: string; readonly parts: number };
  /** Whether it goes with a number to call back: what surely asks something else is answered. */
  readonly isBesideCallback?: boolean;
  /** A form that the last words name so wholly that it is offered beside: key 1 leads to it. */
  readonly offered?: { readonly form: string; readonly answers: Answers };
}
