import type { RequestErrorCode } from '../domain/errors/errors.js';
import { plainWords } from './plain-face.js';
import { type Refusal, Refused, refusalWith } from './refusal.js';

interface Reason {
  readonly code: RequestErrorCode;
  /** Whether the sender had proved to be the provider, so that something is wrong between the two of us. */
  readonly isProved: boolean;
  readonly words: string;
}

const notSigned = 'Forbidden: the signature does not fit.';

/**
 * Why a delivery is refused. They label `yibo_refusals_total`: there are few, and none is made of what was sent. Without a proof
 * the words tell nothing that would help to forge one.
 */
const reasons = {
  address: { code: 'no-such-address', isProved: false, words: plainWords['no-such-address'] },
  method: { code: 'method-not-allowed', isProved: false, words: 'Method not allowed.' },
  media: { code: 'unsupported-media', isProved: false, words: plainWords['unsupported-media'] },
  'too-large': { code: 'too-large', isProved: false, words: plainWords['too-large'] },
  'broken-off': { code: 'unreadable-body', isProved: false, words: plainWords['unreadable-body'] },
  unsigned: { code: 'forbidden', isProved: false, words: notSigned },
  signature: { code: 'forbidden', isProved: false, words: notSigned },
  age: { code: 'forbidden', isProved: true, words: 'Forbidden: the timestamp is too far from now.' },
  mode: { code: 'forbidden', isProved: true, words: 'Forbidden: the account is set to another mode.' },
  cipher: { code: 'forbidden', isProved: true, words: 'Forbidden: the message cannot be decrypted.' },
  account: { code: 'forbidden', isProved: true, words: 'Forbidden: the delivery is for another account.' },
  'used-stamp': { code: 'forbidden', isProved: true, words: 'Forbidden: replayed with another message.' },
  replayed: { code: 'replayed', isProved: true, words: plainWords.replayed },
  shape: { code: 'unreadable', isProved: true, words: 'Bad request.' },
} as const satisfies Readonly<Record<string, Reason>>;

export type RefusalReason = keyof typeof reasons;
export const refusalReasons = Object.keys(reasons) as readonly RefusalReason[];

/**
 * A delivery that is not answered.
 * @example throw new DeliveryRefused('shape', { words: 'Bad request: check CallSid.' });
 */
export class DeliveryRefused extends Refused {
  readonly isProved: boolean;
  /** What the operator should look at; it never holds what was sent. */
  readonly hint: string | undefined;

  constructor(
    readonly reason: RefusalReason,
    { words, hint, headers }: { words?: string; hint?: string; headers?: Refusal['headers'] } = {},
  ) {
    const { code, words: usual, isProved }: Reason = reasons[reason];
    super(refusalWith(code, words ?? usual, headers ? { headers } : {}));
    this.isProved = isProved;
    this.hint = hint;
  }
}
