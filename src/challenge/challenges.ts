import { createHmac } from 'node:crypto';
import { keysWith } from '../disclosure/guessing/limits.js';
import type { Entropy } from '../domain/chance.js';
import type { GuessStore } from '../domain/guessing/stores.js';
import type { Clock } from '../domain/time/clock.js';
import { isSameSecret } from '../web/same-secret.js';
import { type Draw, drawsFrom } from './chance.js';
import { codeDigits, Seal } from './seal.js';

/** Somebody who sees or hears it well needs a few seconds; five minutes are for whoever has to fetch the papers first. */
const lifeMs = 5 * 60_000;

/** Whether a code was right. `over`: its time is over, or it was tried before, or it is another form's, or none of ours. */
export type Verdict = 'right' | 'wrong' | 'over';

export interface ChallengesParts {
  /** Where it is kept which challenges were tried: for all processes together. */
  readonly store: Pick<GuessStore, 'take' | 'secret'>;
  readonly clock: Clock;
  readonly entropy: Entropy;
}

/**
 * Codes against guessing (验证码) for forms that whoever comes may send. A challenge is carried by its form, closed with the secret of the database; the database
 * knows only which were tried. So one that is shown and left costs nothing, and one that is tried can be tried nowhere again, whichever process answers.
 * @example
 * const id = await challenges.fresh('progress');                    // into the form, and as /challenge/ID.png and .wav
 * await challenges.check('progress', id, '４０７ １８');              // 'right'
 * await challenges.check('progress', id, '40718');                  // 'over': one challenge, one use
 */
export class Challenges {
  private sealing: Promise<{ readonly seal: Seal; readonly secret: string }> | null = null;

  constructor(private readonly parts: ChallengesParts) {}

  /** @param target the form that it is for */
  async fresh(target: string): Promise<string> {
    const { seal } = await this.sealed();
    const { clock, entropy } = this.parts;
    return seal.close({ digits: entropy.digits(codeDigits), target, endsAt: clock.now() + lifeMs });
  }

  /**
   * Tries a code, which uses the challenge up, right or wrong: else a hundred thousand codes could be tried on one.
   * @param typed as somebody wrote it: full-width digits, blanks and dashes make no difference
   */
  async check(target: string, id: string, typed: string): Promise<Verdict> {
    const { seal, secret } = await this.sealed();
    const { store, clock } = this.parts;
    const challenge = seal.open(id);
    const now = clock.now();
    if (challenge?.target !== target || challenge.endsAt <= now || challenge.endsAt > now + lifeMs) return 'over';
    // Room for one, which is there again only when the challenge has long ended.
    const once = { key: keysWith(secret)('challenge', id), atOnce: 1, everyMs: 2 * lifeMs };
    if ((await store.take([once], now)).size === 0) return 'over';
    const given = typed.normalize('NFKC').replace(/[\s-]/g, '');
    return isSameSecret(given, challenge.digits) ? 'right' : 'wrong';
  }

  /** @returns what its picture shows and its sound says; null where its time is over, or it is none of ours */
  async digitsOf(id: string): Promise<string | null> {
    const challenge = (await this.sealed()).seal.open(id);
    return challenge && challenge.endsAt > this.parts.clock.now() ? challenge.digits : null;
  }

  /** Chance for one sound of a challenge: the same for the same take, since browsers fetch a sound in parts. */
  async drawsOf(id: string, take: string): Promise<Draw> {
    const { secret } = await this.sealed();
    return drawsFrom(
      createHmac('sha256', secret)
        .update(JSON.stringify(['take', id, take]))
        .digest(),
    );
  }

  private sealed(): NonNullable<Challenges['sealing']> {
    this.sealing ??= this.parts.store.secret().then(
      (secret) => ({ seal: new Seal(secret), secret }),
      (error: unknown) => {
        this.sealing = null;
        throw error;
      },
    );
    return this.sealing;
  }
}
