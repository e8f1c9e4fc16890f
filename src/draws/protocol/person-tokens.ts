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

  /** @returns a value in which whatever is the number of a person is its token, wherever it stands */
  within(value: Json, isPerson: (number: string) => boolean): Json {
    if (typeof value === 'number') return isPerson(String(value)) ? this.of(String(value)) : value;
    if (typeof value === 'string') return isPerson(value) ? this.of(value) : value;
    if (Array.isArray(value)) return value.map((one) => this.within(one as Json, isPerson));
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, this.within(one as Json, isPerson)]));
  }
}

/** Whether a text is a token, and no number that would have to be hidden. */
export function isToken(value: string): boolean {
  return /^[0-9a-f]{64}$/.test(value);
}

/** Every text that a value holds, no names of its parts; with `numbers`, each number as the text that it is. */
export function textsIn(value: Json, numbers: 'numbers' | null = null): readonly string[] {
  if (typeof value === 'string') return [value];
  if (typeof value === 'number' && numbers) return [String(value)];
  if (typeof value !== 'object' || value === null) return [];
  return Object.values(value).flatMap((one) => textsIn(one as Json, numbers));
}

/** @returns the first number of a person that stands inside a sentence */
export function writtenIn(value: Json, isPerson: (number: string) => boolean): string | undefined {
  return textsIn(value)
    .flatMap((text) => text.match(/[0-9A-Za-z]+/g) ?? [])
    .find(isPerson);
}
