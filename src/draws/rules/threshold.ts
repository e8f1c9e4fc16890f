import { RuleFault } from './strata.js';

/**
 * Whether an object that comes by itself is inspected (到货即抽): its ticket is below the rate of its class. Each declarant can compute it for
 * themselves, and nobody has to know how many will come.
 * @param rate a decimal from `0` to `1`, written out: `0.043`
 * @throws RuleFault for a rate that is written in another way
 * @example isInspected(new Tickets(seed).of('120000116000001'), '0.043')
 */
export function isInspected(ticket: string, rate: string): boolean {
  if (/^1(\.0+)?$/.test(rate)) return true;
  if (!/^0(\.\d+)?$/.test(rate)) throw new RuleFault(`the rate "${rate}" is no decimal from 0 to 1, such as 0.043`);
  // Both are digits after "0.": in the order of texts, which is that of the numbers.
  return ticket < (rate === '0' ? '0.' : rate);
}
