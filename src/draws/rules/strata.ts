import { CodedError } from '../../domain/errors/errors.js';
import { inBytes } from './in-bytes.js';

/** One part of a register that has a rate of its own: the general certification bodies, the new ones. */
export interface Stratum {
  readonly name: string;
  /** How many objects stand in it. */
  readonly size: number;
  /** How much more often than others, a whole number. */
  readonly rate: number;
}

/** What falls to a stratum. */
export interface StratumPlaces {
  readonly name: string;
  readonly places: number;
  /** What was left of its share after whole places: `229790/432826`. Unreduced, so that all have one denominator. */
  readonly remainder: string;
}

/** A rule that cannot be applied to this register: whoever wrote it has to decide. */
export class RuleFault extends CodedError {
  readonly code = 'rule-refused';
}

/**
 * Divides the places of a draw among strata: take · size · rate / Σ(size · rate), rounded down, then one more to the largest remainders, ties
 * by the bytes of the name.
 * @throws RuleFault where a stratum has objects and gets no place (unless `mayBeEmpty`), or more places than objects
 * @example dividePlaces(5, [{ name: 'a', size: 1, rate: 1 }, …b, …c]) // 2, 2, 1
 */
export function dividePlaces(take: number, strata: readonly Stratum[], mayBeEmpty = false): readonly StratumPlaces[] {
  const mass = ({ size, rate }: Stratum) => BigInt(size) * BigInt(rate);
  const whole = strata.reduce((sum, one) => sum + mass(one), 0n);
  if (whole === 0n) throw new RuleFault('no stratum has both objects and a rate');
  const shares = strata.map((one) => {
    const share = BigInt(take) * mass(one);
    return { one, places: Number(share / whole), rest: share % whole };
  });
  const left = take - shares.reduce((sum, { places }) => sum + places, 0);
  const byRest = shares.toSorted((a, b) =>
    a.rest === b.rest ? inBytes(a.one.name, b.one.name) : a.rest > b.rest ? -1 : 1,
  );
  for (const share of byRest.slice(0, left)) share.places++;
  for (const { one, places } of shares) {
    if (places > one.size) throw new RuleFault(`stratum ${one.name} has ${one.size} objects for ${places} places`);
    if (places === 0 && one.size > 0 && !mayBeEmpty)
      throw new RuleFault(`stratum ${one.name} has objects and no place`);
  }
  return shares.map(({ one, places, rest }) => ({ name: one.name, places, remainder: `${rest}/${whole}` }));
}
