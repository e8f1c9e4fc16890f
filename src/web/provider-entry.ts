import { Replayed } from '../domain/conversation/replayed.js';
import type { Answer } from '../domain/conversation/stores.js';
import { type Delivery, type Entry, type Head, pathOf, type WireAnswer } from './delivery.js';
import { DeliveryRefused } from './delivery-refused.js';
import { isOurs, judge } from './fault.js';
import { plainAnswer, plainWords } from './plain-face.js';
import { Refused } from './refusal.js';
import type { Refusals } from './refusals.js';

/** In what one provider's way in differs from another's. */
export interface Provider {
  /** As the record and the counters name it. */
  readonly channel: string;
  readonly prefix: string;
  readonly bodyLimit: number;
  readonly refusals: Refusals;
  /**
   * Believes nothing: looks at address, headers and whatever proof they hold.
   * @returns what reads, proves and answers the body
   * @throws DeliveryRefused
   */
  admit(head: Head): (body: Buffer) => Promise<Answer | WireAnswer>;
  /** Answers what failed here, in the way that helps whoever waits at the other end. */
  failed(error: unknown, delivery: Delivery): Answer | WireAnswer | Promise<Answer | WireAnswer>;
  /** Answers what the provider proved and we refuse all the same, where a refusal would reach a person; null: refuse it. */
  appease?(refused: DeliveryRefused): Answer | null;
}

/** Makes a provider's way in an entry: every refusal is noted and told in a line, and no error passes bare. */
export function providerEntry(provider: Provider): Entry {
  const { channel, prefix, bodyLimit, refusals } = provider;

  const refuse = (refused: DeliveryRefused, { url }: Head): WireAnswer => {
    refusals.note(channel, pathOf(url), refused);
    const appeased = refused.isProved ? provider.appease?.(refused) : null;
    return appeased ? { status: 200, ...appeased } : plainAnswer(refused.refusal);
  };
  const failed = async (error: unknown, delivery: Delivery): Promise<WireAnswer> => {
    const refused = error instanceof Replayed ? new DeliveryRefused('replayed') : error;
    if (refused instanceof DeliveryRefused) return refuse(refused, delivery);
    const refusal = judge(error, plainWords);
    // What was refused on purpose is told, so that the provider asks again.
    const isFault = isOurs(refusal) && !(error instanceof Refused);
    return isFault ? { status: 200, ...(await provider.failed(error, delivery)) } : plainAnswer(refusal);
  };

  return {
    prefix,
    bodyLimit,
    admit(head) {
      try {
        const answer = provider.admit(head);
        return {
          answer: async (body) => {
            try {
              return { status: 200, ...(await answer(body)) };
            } catch (error) {
              return failed(error, { ...head, body });
            }
          },
        };
      } catch (error) {
        // Whoever has proved nothing is told nothing else.
        const isRefused = error instanceof DeliveryRefused;
        return { refusal: isRefused ? refuse(error, head) : plainAnswer(judge(error, plainWords)) };
      }
    },
    refuse(fault, head) {
      if (fault === 'internal') return plainAnswer(judge(new Error(fault), plainWords));
      return refuse(new DeliveryRefused(fault === 'too-large' ? 'too-large' : 'broken-off'), head);
    },
  };
}
