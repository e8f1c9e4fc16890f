import { word } from '../../content/wording.js';
import { sentence } from '../../domain/language/phrases.js';
import type { Ring } from '../../hotline/callbacks/signals.js';
import { DeliveryRefused } from '../../web/delivery-refused.js';
import { conversationIdOf } from '../telephone/call.js';
import { acceptKey } from '../telephone/whisper.js';
import * as decode from './decode.js';
import type { TwilioDependencies } from './dependencies.js';
import { encodeEnd, encodeOffer, xml } from './encode.js';
import type { Delivery, TakeTurn, Webhook } from './webhook.js';

/**
 * The three addresses of a call that we make: what is said when somebody takes it, what becomes of the key they press, and its end. Only who
 * presses the key is reached: a mailbox takes calls, too.
 */
export function calledBackWebhooks(
  { settings, contents, calledBack, clock }: TwilioDependencies,
  take: TakeTurn,
  hangUp: (conversationId: string) => Promise<void>,
): { readonly calledBack: Webhook; readonly calledBackTaken: Webhook; readonly calledBackOver: Webhook } {
  const offer = (ring: Ring, isAgain = false) =>
    encodeOffer(word(contents.current, 'voice', sentence('callback.offer')), ring, isAgain, settings);
  return {
    calledBack: ({ query }) => offer(ringIn(query)),

    async calledBackTaken({ form, query }) {
      const ring = ringIn(query);
      const read = decode.read('turn', form);
      const call = decode.callOf(read);
      // Who presses another key is there: they are told again which one it is, and whatever they press then connects them.
      if (!connects.has(read.Digits ?? '') && query.again === undefined) return offer(ring, true);
      const one = await calledBack.reached(ring, conversationIdOf(call.callId), clock.now());
      return one ? take(call, 0, { kind: 'arrival', calledBackBy: one.line }) : encodeEnd('');
    },

    async calledBackOver({ form, query }) {
      const read = decode.read('status', form);
      const conversationId = conversationIdOf(read.CallSid);
      if (!decode.isOver(read)) return xml([]);
      await calledBack.over(ringIn(query), conversationId, read.CallStatus, clock.now());
      await hangUp(conversationId);
      return xml([]);
    },
  };
}

/** 0 is a person everywhere. */
const connects: ReadonlySet<string> = new Set([acceptKey, '0']);

/** @throws DeliveryRefused when a link of ours has lost what it is about */
function ringIn({ case: caseNo, attempt }: Delivery['query']) {
  if (
    typeof caseNo === 'string' &&
    /^\d{12,20}$/.test(caseNo) &&
    typeof attempt === 'string' &&
    /^\d{1,3}$/.test(attempt)
  )
    return { caseNo, attempt: Number(attempt) };
  throw new DeliveryRefused('shape', { words: 'Bad request: check case, attempt.', hint: 'case, attempt' });
}
