import { conversationIdOf } from '../channels/telephone/call.js';
import { closeCall } from '../channels/telephone/close-call.js';
import { TwilioLiveCalls } from '../channels/twilio/live-calls.js';
import type { Duty } from '../duties/every.js';
import { CalledBack } from '../hotline/callbacks/signals.js';
import { Reconciler } from '../hotline/reconciling/reconciler.js';
import type { Inside } from './inside.js';

const periodMs = 60_000;

/** @returns the duty that ends what was never told to have ended; where Twilio can be asked, it is */
export function reconcilingDuty(inside: Inside, publicBaseUrl: string): Duty {
  const { config, store, library, metrics, clock, log } = inside;
  const { apiBase } = config.twilio;
  const rules = () => library.current.hotline;
  const reconciler = new Reconciler({
    ...{ conversations: store.conversations, seats: store.seats, waiting: store.waiting, callbacks: store.callbacks },
    calledBack: new CalledBack({
      ...store,
      connected: inside.connected,
      rules: () => rules().callbacks,
    }),
    closeCall: (conversationId, at) => closeCall(conversationId, at, inside, { isTold: false }),
    conversationIdOf,
    looker: apiBase === null ? null : new TwilioLiveCalls({ ...config.twilio, apiBase, publicBaseUrl }),
    ...{ rules, clock, log },
    count: (what, times) => metrics.reconciled(what, times),
  });
  return { name: 'reconcile', periodMs, work: async (isStopped) => void (await reconciler.round(isStopped)) };
}
