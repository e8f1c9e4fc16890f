import type { Connected } from '../../domain/callbacks/callback.js';
import type { CallbackStore } from '../../domain/callbacks/stores.js';
import type { Offer } from '../../domain/hotline/offer.js';
import type { DialEnd, DialTold, LegEnd, Signals } from '../../domain/hotline/seats.js';
import type { SeatStore, WaitingStore } from '../../domain/hotline/stores.js';
import { wholeNumber } from '../../domain/identifiers/telephone.js';

/** What is noted of who waits when a colleague takes a call. */
export interface ServedParts {
  readonly seats: Pick<SeatStore, 'byId'>;
  readonly waiting: Pick<WaitingStore, 'note' | 'get'>;
  readonly callbacks: Pick<CallbackStore, 'open'>;
  readonly connected: Connected;
}

/** Notes that a wait has ended at the moment at which a colleague pressed 1, and not when the talk is over: so long did the caller wait. */
export class ServedSignals implements Signals {
  constructor(
    private readonly signals: Signals,
    private readonly parts: ServedParts,
  ) {}

  async accepted(offerId: string, at: number): Promise<boolean> {
    const isTheirs = await this.signals.accepted(offerId, at);
    const offer = isTheirs ? await this.parts.seats.byId(offerId) : null;
    if (offer) {
      await this.parts.waiting.note(offer.conversationId, 'served', at);
      await this.calledThemselves(offer, at);
    }
    return isTheirs;
  }

  /** Whoever asked to be called back by a line and has reached it by a call of their own has talked, and is called by nobody any more. */
  private async calledThemselves(
    { conversationId, colleague }: Pick<Offer, 'conversationId' | 'colleague'>,
    at: number,
  ): Promise<void> {
    const { waiting, callbacks } = this.parts;
    const served = await waiting.get(conversationId);
    if (!served || served.personId === null) return;
    for (const { caseNo, line, number, state } of await callbacks.open()) {
      const isTheirs = number !== null && whole(number) === whole(served.personId) && line === served.line;
      if (isTheirs && (state === 'asked' || state === 'not-reached'))
        await this.parts.connected(caseNo, { at, by: colleague, reason: 'they rang themselves' });
    }
  }

  legEnded(offerId: string, end: LegEnd, at: number): Promise<void> {
    return this.signals.legEnded(offerId, end, at);
  }

  dialEnded(conversationId: string, offerId: string | null, end: DialEnd, at: number): Promise<DialTold> {
    return this.signals.dialEnded(conversationId, offerId, end, at);
  }

  callEnded(conversationId: string, at: number): Promise<void> {
    return this.signals.callEnded(conversationId, at);
  }
}

/** What stands for the same number, however it is written. */
function whole(number: string): string {
  return wholeNumber(number) ?? number;
}
