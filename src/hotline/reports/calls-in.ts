import type { CallRecord } from '../../domain/calls/call-record.js';
import type { CallStore } from '../../domain/calls/stores.js';
import type { LineId } from '../../domain/hotline/line-id.js';
import type { KeptOffer } from '../../domain/hotline/offer.js';
import type { SeatStore } from '../../domain/hotline/stores.js';
import { type CountedCall, countedCall } from './counted-call.js';
import { groupedBy } from './spread.js';

/** Where records of calls are, and what calls were offered to whom. */
export interface RecordedStores {
  readonly calls: Pick<CallStore, 'page'>;
  readonly seats: Pick<SeatStore, 'offersOfCalls'>;
}

/** A call that is over, whom it rang, and what it came to. */
export interface RecordedCall {
  readonly record: CallRecord;
  readonly offers: readonly KeptOffer[];
  readonly counted: CountedCall;
}

const callsAtOnce = 500;

/**
 * Reads the calls that began from `from` to before `to`, piece by piece, in the order in which they did; calls of colleagues at the duty menu are
 * left out.
 * @param line those of that line only; null: all
 */
export async function* callsIn(
  { calls, seats }: RecordedStores,
  from: number,
  to: number,
  line: LineId | null,
): AsyncGenerator<RecordedCall> {
  for (let last: CallRecord | null = null; ; ) {
    const page: readonly CallRecord[] = await calls.page(from, to, last, callsAtOnce);
    last = page.at(-1) ?? null;
    if (!last) return;
    const own = page.filter((one) => one.kind !== 'duty' && (line === null || one.line === line));
    const offered = await seats.offersOfCalls(own.map(({ conversationId }) => conversationId));
    const offersOf = groupedBy(offered, ({ conversationId }) => conversationId);
    for (const record of own) {
      const offers = offersOf.get(record.conversationId) ?? [];
      yield { record, offers, counted: countedCall(record, offers) };
    }
  }
}
