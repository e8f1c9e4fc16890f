import { zonedText } from '../../domain/time/zone.js';
import type { FieldSchema } from '../../schemas/schema.js';

/** Longer texts that begin alike are in the order of their ids. */
const longestKey = 60;

/**
 * A text that sorts as its value does, byte for byte; empty for an unknown value, which comes first.
 * @example
 * sortKey(number, '13.5') < sortKey(number, '104') // true
 * sortKey(datetime, '2016-08-04T09:30:00Z') // '2016-08-04T17:30:00+08:00', so that moments of any offset are in order
 */
export function sortKey({ type }: Pick<FieldSchema, 'type'>, value: string): string {
  if (value === '') return '';
  if (type === 'integer' || type === 'number' || type === 'year') return numberKey(Number(value));
  if (type === 'datetime' && value.length > 10) {
    const at = Date.parse(value);
    return Number.isNaN(at) ? value : zonedText(at);
  }
  return [...value.slice(0, 2 * longestKey)].slice(0, longestKey).join('');
}

/** Whether a value of this type lies between others in a way that people mean: of texts it does not. */
export function hasRange({ type }: Pick<FieldSchema, 'type'>): boolean {
  return type !== 'string' && type !== 'list';
}

/**
 * The bytes of a double, such that those of a greater number are greater.
 * @see https://en.wikipedia.org/wiki/IEEE_754: of positive numbers they are so as they stand; of negative ones, all turned round
 */
function numberKey(value: number): string {
  const bytes = Buffer.alloc(8);
  bytes.writeDoubleBE(value === 0 ? 0 : value);
  const mask = (bytes[0] ?? 0) & 0x80 ? 0xff : 0;
  for (const [place, byte] of bytes.entries()) bytes[place] = byte ^ mask;
  if (mask === 0) bytes[0] = (bytes[0] ?? 0) ^ 0x80;
  return bytes.toString('hex');
}
