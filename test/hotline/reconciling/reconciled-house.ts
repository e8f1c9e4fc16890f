import { closeCall } from '../../../src/channels/telephone/close-call.js';
import { Sessions } from '../../../src/dialogue/sessions.js';
import type { Place } from '../../../src/domain/conversation/conversation.js';
import type { CallLooker } from '../../../src/domain/hotline/call-looker.js';
import type { Store } from '../../../src/domain/store.js';
import { CalledBack } from '../../../src/hotline/callbacks/signals.js';
import type { Endable } from '../../../src/hotline/reconciling/parts.js';
import { Reconciler } from '../../../src/hotline/reconciling/reconciler.js';
import { HeardSignals } from '../../../src/hotline/routing/heard-signals.js';
import { Seating, type Staffing } from '../../../src/hotline/routing/seating.js';
import { gateOf, request, tenOClock } from '../routing/staffing.js';
import { settling } from '../settling.js';

/** Calls on a real database, whose signals come only as a test says, and the reconcilers that look for them. */
export class ReconciledHouse {
  now = tenOClock;
  readonly counted: Partial<Record<Endable, number>> = {};
  /** What the provider says of calls; null: it cannot be asked. */
  looker: CallLooker | null = null;
  readonly seats: Seating;
  readonly signals: HeardSignals;
  readonly calledBack: CalledBack;
  private readonly revisions = new Map<string, number>();

  constructor(
    private readonly store: Store,
    private readonly staffing: Staffing = gateOf(2),
  ) {
    const parts = { store: store.seats, content: () => this.staffing };
    this.seats = new Seating(parts);
    this.signals = new HeardSignals(parts);
    this.calledBack = new CalledBack({
      ...store,
      connected: settling(store),
      rules: () => this.staffing.hotline.callbacks,
    });
  }

  pass(minutes: number): void {
    this.now += minutes * 60_000;
  }

  /** A turn of a call is stored: from then on it stands there. */
  async turn(call: string, place: Place): Promise<void> {
    const id = `call:${call}`;
    const revision = (this.revisions.get(id) ?? 0) + 1;
    this.revisions.set(id, revision);
    const conversation = {
      ...{ id, channel: 'phone', personId: `+86${call}`, contentVersion: 'v1', revision, place },
      ...{ startedAt: tenOClock, updatedAt: this.now, silences: 0, noMatches: 0, hungUp: false },
    };
    const answer = { contentType: 'text/xml', body: '' };
    await this.store.conversations.commit({ deliveryId: `${id}:${revision}`, conversation, answer, effects: [] });
  }

  /** A call waits, and somebody is rung for it. @returns the offer */
  async rings(call: string): Promise<string> {
    const at = this.now;
    const who = { conversationId: `call:${call}`, line: 'gate', personId: `+86${call}` };
    const plan = await this.seats.ring(request(call, { at }));
    await this.store.waiting.enter({ ...who, state: 'ringing', enteredAt: at, changedAt: at, seenAt: at });
    await this.turn(call, { at: 'handoff', line: 'gate' });
    return plan?.legs[0]?.offerId ?? '';
  }

  /** Somebody takes it: they talk. */
  async talks(call: string): Promise<string> {
    const offer = await this.rings(call);
    await this.signals.accepted(offer, this.now);
    await this.store.waiting.note(`call:${call}`, 'served', this.now);
    return offer;
  }

  /** A reconciler of a process; each remembers for itself where it has looked. */
  reconciler(): Reconciler {
    const { store, signals, calledBack, counted } = this;
    const turns = new Sessions(store.conversations, {} as never, {} as never, []);
    return new Reconciler({
      ...{ conversations: store.conversations, seats: store.seats, waiting: store.waiting },
      ...{ callbacks: store.callbacks, calledBack, conversationIdOf: (callId) => `call:${callId}` },
      closeCall: (conversationId, at) => closeCall(conversationId, at, { turns, signals }, { isTold: false }),
      looker: this.looker,
      rules: () => this.staffing.hotline,
      clock: { now: () => this.now },
      log: { warn: () => undefined },
      count(what, times) {
        counted[what] = (counted[what] ?? 0) + times;
      },
    });
  }

  round(by = this.reconciler()) {
    return by.round(() => false);
  }

  async presence(colleague = 'gate-1') {
    return (await this.store.seats.presences()).find((one) => one.colleague === colleague);
  }
}
