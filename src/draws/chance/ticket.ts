import { hash } from 'node:crypto';

/**
 * Tickets (号签): for each id a number between 0 and 1 that the seed decides and nobody can choose, the same as Rivest's
 * consistent_sampler gives. An id's ticket does not depend on what else stands in the register.
 *
 * `0.` and the decimal digits of SHA-256(hex(SHA-256(seed)) ‖ id), last digit first. The digits are compared whole, as text:
 * among 350,000 ids over a hundred share the first nine of theirs with another.
 * @example new Tickets('ef95ba8c…').of('TJC0002#1') // '0.0008078161126478525568519…'
 * @see https://github.com/ron-rivest/2017-bp-code (consistent_sampler), whose default prints nine digits
 */
export class Tickets {
  readonly #prefix: string;

  /** @param seed any text; a draw's is 64 hexadecimal digits */
  constructor(seed: string) {
    this.#prefix = hash('sha256', seed, 'hex');
  }

  /** The whole ticket. */
  of(id: string): string {
    const digits = BigInt(`0x${hash('sha256', this.#prefix + id, 'hex')}`)
      .toString()
      .padStart(fewestDigits, '0');
    return `0.${Array.from(digits).reverse().join('')}`;
  }

  /**
   * The first nine digits after the point, as a number below 10^9: enough to put most ids aside without writing out
   * 77 digits for each.
   */
  lead(id: string): number {
    const bytes = hash('sha256', this.#prefix + id, 'binary');
    let rest = 0;
    for (let at = 0; at < 32; at += 2)
      rest = (rest * 65_536 + bytes.charCodeAt(at) * 256 + bytes.charCodeAt(at + 1)) % 1_000_000_000;
    let reversed = 0;
    for (let digit = 0; digit < 9; digit++) {
      const next = Math.floor(rest / 10);
      reversed = reversed * 10 + (rest - next * 10);
      rest = next;
    }
    return reversed;
  }
}

/** What is written out at least; a hash with fewer digits comes once in 10^13. */
const fewestDigits = 64;
