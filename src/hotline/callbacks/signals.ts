import type { Callback } from '../../domain/callbacks/callback.js';
import type { CallbackStore } from '../../domain/callbacks/stores.js';
import type { CallbackRules } from '../../domain/hotline/rules.js';
import type { SeatStore, WaitingStore } from '../../domain/hotline/stores.js';
import { againAfter } from './call-back.js';

export interface CalledBackParts {
  readonly callbacks: CallbackStore;
  readonly waiting: WaitingStore;
  readonly seats: SeatStore;
  readonly rules: () => CallbackRules;
}

/** Which ring of which call back something is about. */
export interface Ring {
  readonly caseNo: string;
  readonly attempt: number;
}

/** What becomes of somebody who is called back, as it is told: late, twice, in any order or never. */
export class CalledBack {
  constructor(private readonly parts: CalledBackParts) {}

  /**
   * They took the call, and pressed the key. From then on they are in their line, at the place that they had.
   * @param conversationId of the call that reached them
   * @returns whom it is; null where that ring is over
   */
  async reached({ caseNo, attempt }: Ring, conversationId: string, at: number): Promise<Callback | null> {
    const { callbacks, waiting } = this.parts;
    const one = await callbacks.get(caseNo);
    if (!one || one.attempts !== attempt || one.state === 'given-up') return null;
    await callbacks.settle(caseNo, { state: 'reached', at });
    const { line, number: personId, enteredAt, isUrgent = false } = one;
    const times = { enteredAt, changedAt: at, seenAt: at };
    if ((await waiting.get(conversationId)) === null)
      await waiting.enter({ conversationId, line, personId, state: 'waiting', ...times, isUrgent });
    return one;
  }

  /**
   * The call is over. Whoever did not press the key was not reached, and is rung again; whoever did, and talked to nobody, is called by a
   * colleague.
   * @param how in the provider's word
   */
  async over({ caseNo, attempt }: Ring, conversationId: string, how: string, at: number): Promise<void> {
    const { callbacks, rules } = this.parts;
    const one = await callbacks.get(caseNo);
    if (!one || one.attempts !== attempt) return;
    if (one.state === 'dialled') {
      const reason = how === 'completed' ? 'no key' : how;
      await callbacks.settle(caseNo, { state: 'not-reached', at, reason, ...againAfter(attempt, at, rules()) });
    } else if (one.state === 'reached') {
      if (await this.wasTaken(conversationId)) await callbacks.settle(caseNo, { state: 'connected', at });
      else await callbacks.toColleague(caseNo, 'reached, and no colleague took it');
    }
  }

  private async wasTaken(conversationId: string): Promise<boolean> {
    const { seats, waiting } = this.parts;
    if ((await seats.offersOf(conversationId)).some(({ outcome }) => outcome === 'taken')) return true;
    return (await waiting.get(conversationId))?.state === 'served';
  }
}
