import { createHash, createHmac } from 'node:crypto';
import type { Json } from '../../domain/proofs/canonical-json.js';
import type { RegisterRow } from '../register/register.js';

/**
 * Numbers of persons (执法证号) as a seal tells them: SHA-256(salt ‖ number), with a salt for each person out of the draw's own, so that whoever is told theirs can check it, and nobody else's.
 */
export class PersonTokens {
  /** @param secret of the draw, in hexadecimal */
  constructor(private readonly secret: string) {}

  /** 32 hexadecimal digits: told to nobody but the person. */
  saltOf(number: string): string {
    return createHmac('sha256', Buffer.from(this.secret, 'hex')).update(number).digest('hex').slice(0, 32);
  }

  /** In hexadecimal. */
  of(number: string): string {
    return createHash('sha256').update(this.saltOf(number)).update(number).digest('hex');
  }

  rows(rows: readonly RegisterRow[]): readonly RegisterRow[] {
    return rows.map((row) => ({ ...row, id: this.of(row.id) }));
  }

  /** @returns a value in which each of these numbers is its token, wherever it stands */
  within(value: Json, numbers: ReadonlySet<string>): Json {
    if (typeof value === 'string') return numbers.has(value) ? this.of(value) : value;
    if (Array.isArray(value)) return value.map((one) => this.within(one as Json, numbers));
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, this.within(one as Json, numbers)]));
  }
}
