import type { Callback, Connected } from '../../domain/callbacks/callback.js';
import type { CallbackStore } from '../../domain/callbacks/stores.js';
import type { CallbackRules } from '../../domain/hotline/rules.js';
import type { SeatStore, WaitingStore } from '../../domain/hotline/stores.js';
import { againAfter } from './call-back.js';

export interface CalledBackParts {
  readonly callbacks: CallbackStore;
  readonly waiting: WaitingStore;
  readonly seats: SeatStore;
  readonly connected: Connected;
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
      const by = await this.takenBy(conversationId);
      if (by !== null) await this.parts.connected(caseNo, { at, by });
      else await callbacks.toColleague(caseNo, 'reached, and no colleague took it');
    }
  }

  /** @returns which colleague; null for nobody */
  private async takenBy(conversationId: string): Promise<string | null> {
    const { seats, waiting } = this.parts;
    const taken = (await seats.offersOf(conversationId)).find(({ outcome }) => outcome === 'taken');
    if (taken) return taken.colleague;
    return (await waiting.get(conversationId))?.state === 'served' ? 'hotline' : null;
  }
}
