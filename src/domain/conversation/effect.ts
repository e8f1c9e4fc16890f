import type { AskedCallback } from '../callbacks/callback.js';
import type { CallRecord } from '../calls/call-record.js';
import type { Case, CaseAddition } from '../cases/case.js';
import type { CaseEvent } from '../cases/case-event.js';
import type { Reservation } from '../hotline/offer.js';
import type { Waiting, WaitingState } from '../hotline/waiting.js';
import type { NewMessage } from '../outbox/message.js';
import type { WantedRecording } from '../recordings/recording.js';
import type { NotUnderstood } from '../understanding/stores.js';

/**
 * What a turn changes besides its own conversation. Effects are stored in the turn's own transaction, or the turn is not:
 * whoever was told something can rely on it, and a delivery that comes twice changes nothing twice.
 * @example a message that was left opens a case in the turn that says its number: { kind: 'open-case', case: … }
 */
export type Effect =
  /** Reserves the colleagues whom the turn rings. Where one of them is not free any more, the turn is stale and is taken again. */
  | { readonly kind: 'reserve-seats'; readonly reservation: Reservation }
  /** Opens a case (工单). When one was made from the same source meanwhile, the turn is stale and is taken again. */
  | { readonly kind: 'open-case'; readonly case: Case }
  /** Adds to a case that was opened before, as a line of its own. */
  | {
      readonly kind: 'add-to-case';
      readonly caseNo: string;
      readonly text: string;
      /** What was said with it: a number to call, or to be named to nobody. */
      readonly addition?: CaseAddition;
    }
  /** Lets somebody wait for a line (排队), or notes that they still do; `ringing` or `waiting`, as it stands. */
  | { readonly kind: 'wait'; readonly waiting: Waiting }
  /** Notes what became of somebody who waited; nothing where they did not. */
  | {
      readonly kind: 'wait-no-more';
      readonly conversationId: string;
      readonly state: Exclude<WaitingState, 'waiting' | 'ringing'>;
      readonly at: number;
    }
  /** Lets something happen to a case. When it was made from the same source meanwhile, the turn is stale and is taken again. */
  | { readonly kind: 'case-event'; readonly caseNo: string; readonly event: CaseEvent }
  /** Keeps the record of a call that is over; what is known of it later takes its place. */
  | { readonly kind: 'keep-call'; readonly call: CallRecord }
  /** Counts words that were not understood, for staff to learn from. */
  | { readonly kind: 'note-unanswered'; readonly what: NotUnderstood; readonly at: number }
  /** Asks for a call back; a case has one. */
  | { readonly kind: 'ask-callback'; readonly callback: AskedCallback }
  /** Wants a recording fetched and kept; one that is known stays as it is. */
  | { readonly kind: 'want-recording'; readonly recording: WantedRecording }
  /** Owes somebody a message; one with the same key is owed once. */
  | { readonly kind: 'send'; readonly message: NewMessage };
