import type { Json } from '../../domain/proofs/canonical-json.js';
import { leafHash, treeRoot } from '../../domain/proofs/merkle-tree.js';
import { quicknet, randomnessOf } from '../beacon/quicknet.js';
import { firstRoundAfter, roundForSeal, timeOfRound } from '../beacon/rounds.js';
import { wholeNumber } from '../chance/whole-number.js';
import { fairPick } from '../others/fair-pick.js';
import { dividePlaces } from '../rules/strata.js';
import { inDecimals } from '../rules/why.js';
import type { Computing, Example } from './example.js';

/** Whole numbers below a bound. */
export const boundedIntegers: Computing = {
  needs: ['seed', 'cases'],
  compute: ({ seed, cases }) => ({
    cases: (cases as unknown as readonly { label: string; n: number | string }[]).map(({ label, n }) => {
      const { value, blocks } = wholeNumber(String(seed), label, BigInt(n));
      return { label, n, value: typeof n === 'number' ? Number(value) : String(value), blocks };
    }),
  }),
};

/** Which round comes when. */
export const roundArithmetic: Computing = {
  needs: ['cases'],
  compute: ({ cases }) => ({
    cases: (cases as unknown as readonly { t: number }[]).map(({ t }) => {
      const round = roundForSeal(quicknet, t);
      return {
        t,
        first_after: firstRoundAfter(quicknet, t),
        with_lead_120: round,
        time_of_that: timeOfRound(quicknet, round),
      };
    }),
  }),
};

/** Rounds of the beacon, each accepted with its randomness or refused. */
export const beaconRounds: Computing = {
  needs: ['rounds'],
  compute: ({ rounds, must_be_refused }) => {
    const each = (value: Json | undefined) =>
      ((value ?? []) as unknown as readonly { round: number; signature: string }[]).map(({ round, signature }) => {
        const randomness = randomnessOf(quicknet, round, signature);
        return { round, randomness, refused: randomness === null };
      });
    return { rounds: each(rounds), must_be_refused: each(must_be_refused) };
  },
};

/** The root over leaves as they are given. */
export const merkle: Computing = {
  needs: ['leaves'],
  compute: ({ leaves }) => ({
    root: treeRoot((leaves as readonly string[]).map((leaf) => leafHash(leaf))).toString('hex'),
  }),
};

/** Places by strata. */
export const strata: Computing = {
  needs: ['take', 'sizes_and_rates'],
  compute: ({ take, sizes_and_rates }) => {
    const sizes = sizes_and_rates as unknown as Readonly<Record<string, readonly [number, number]>>;
    const all = dividePlaces(
      Number(take),
      Object.entries(sizes).map(([name, [size, rate]]) => ({ name, size, rate })),
    );
    const rate = (name: string, places: number) =>
      inDecimals({ over: BigInt(places), under: BigInt(sizes[name]?.[0] ?? 1) });
    return {
      places: Object.fromEntries(all.map(({ name, places }) => [name, places])),
      remainders: Object.fromEntries(all.map(({ name, remainder }) => [name, remainder])),
      rate_per_certificate: Object.fromEntries(all.map(({ name, places }) => [name, rate(name, places)])),
    };
  },
};

/** Places among equals: what a tie comes to. */
export const ties: Computing = {
  needs: ['take', 'equal'],
  compute: ({ take, equal }) => {
    const names = equal as readonly string[];
    const all = dividePlaces(
      Number(take),
      names.map((name) => ({ name, size: Number(take), rate: 1 })),
    );
    return { places: Object.fromEntries(all.map(({ name, places }) => [name, places])) };
  },
};

/** Draws of others. */
export const othersPicks: Computing = {
  needs: ['vectors'],
  compute: ({ vectors }: Example) => ({
    vectors: (vectors as unknown as readonly { entries: string; seed: string; count: number }[]).map(
      ({ entries, seed, count }) => {
        const urn = entries
          .split(',')
          .map(
            (entry) =>
              [entry.slice(0, entry.lastIndexOf(':')), Number(entry.slice(entry.lastIndexOf(':') + 1))] as const,
          );
        return { entries, seed, count, out: fairPick(urn, seed, count) };
      },
    ),
  }),
};
