import type { CallbackStore } from '../../domain/callbacks/stores.js';
import type { DialEnd, DialTold, LegEnd, Signals } from '../../domain/hotline/seats.js';
import type { SeatStore, WaitingStore } from '../../domain/hotline/stores.js';

/** What is noted of who waits when a colleague takes a call. */
export interface ServedParts {
  readonly seats: Pick<SeatStore, 'byId'>;
  readonly waiting: Pick<WaitingStore, 'note' | 'get'>;
  readonly callbacks: Pick<CallbackStore, 'open' | 'settle'>;
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
      await this.calledThemselves(offer.conversationId, at);
    }
    return isTheirs;
  }

  /** Whoever asked to be called back by a line and has reached it by a call of their own is called by nobody any more. */
  private async calledThemselves(conversationId: string, at: number): Promise<void> {
    const { waiting, callbacks } = this.parts;
    const served = await waiting.get(conversationId);
    if (!served || served.personId === null) return;
    for (const { caseNo, line, number, state } of await callbacks.open()) {
      const isTheirs = number === served.personId && line === served.line;
      if (isTheirs && (state === 'asked' || state === 'not-reached'))
        await callbacks.settle(caseNo, { state: 'given-up', at, reason: 'they rang themselves, and talked' });
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
