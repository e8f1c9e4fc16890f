import { Unavailable } from '../../domain/care/unavailable.js';
import { takenBy } from '../telephone/taken.js';
import { acceptKey, whisperTo } from '../telephone/whisper.js';
import * as decode from './decode.js';
import type { TwilioDependencies } from './dependencies.js';
import { encodeAccepted, encodeWhisper, xml } from './encode.js';
import type { Webhook } from './webhook.js';

/** What is answered where a colleague's telephone rings: it hears a whisper, presses a key, and tells what became of it. */
export function legWebhooks(
  dependencies: TwilioDependencies,
): Readonly<Record<'whisper' | 'accepted' | 'leg', Webhook>> {
  const { settings, signals, clock, log } = dependencies;
  return {
    async whisper({ form, query }) {
      const line = typeof query.line === 'string' ? query.line : 'general';
      const caller = decode.read('whisper', form).ParentCallSid ?? null;
      return encodeWhisper(await whisperTo(caller, line, dependencies), decode.readOffer(query.offer), settings);
    },

    async accepted({ form, query }) {
      const isWanted = decode.read('accepted', form).Digits === acceptKey;
      return encodeAccepted(await takenBy(decode.readOffer(query.offer), isWanted, dependencies));
    },

    async leg({ form, query }) {
      const end = decode.legEnd(decode.read('leg', form));
      const offer = decode.readOffer(query.offer);
      try {
        if (end !== null && offer !== null) await signals.legEnded(offer, end, clock.now());
      } catch (error) {
        if (!(error instanceof Unavailable)) throw error;
        // The end of the call itself is kept, and frees whoever it still holds.
        log.warn({ err: error }, 'what came of a telephone that rang could not be stored');
      }
      return xml([]);
    },
  };
}
