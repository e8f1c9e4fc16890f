import type { Json } from '../../domain/proofs/canonical-json.js';
import { seedFor } from '../chance/seed.js';
import { ranked } from '../chance/smallest-tickets.js';
import { drawArrival } from '../rules/arrival.js';
import { makePairs } from '../rules/pairs.js';
import { RuleFault } from '../rules/strata.js';
import { anything, listOf, text, tupleOf } from './shapes.js';
import type { DrawKind } from './system.js';

/** A shift of frozen meat (进口冻肉四项随机): pairs and zones by the seal's round; bay, zone and channel of each container by the round after it came. */
export const frozenMeat: DrawKind = {
  name: 'frozen-meat',
  fields: { shift: anything, 'not_again?': listOf(tupleOf(text, text)) },
  rule: { bays: listOf(text), zones: listOf(text), channels: listOf(text) },
  is: ({ rule }) => Array.isArray(rule.bays),
  isOfPeople: true,
  draw: ({ seal, key, register }) => {
    const order = ranked(
      seedFor(key, 'pair'),
      register.rows.map(({ id }) => id),
    ).map(({ id }) => id);
    const notAgain = (seal.not_again ?? []) as unknown as readonly (readonly [string, string])[];
    const { pairs, again, alone } = makePairs(order, notAgain);
    const zones = ranked(seedFor(key, 'zone'), seal.rule.zones as readonly string[]).map(({ id }) => id);
    return {
      order,
      pairs: pairs.map((pair) => [...pair]),
      again: again.map((pair) => [...pair]),
      alone,
      zones: Object.fromEntries(zones.map((zone, at) => [zone, [...(pairs[at] ?? [])]])),
    };
  },
  receipts: {
    pairs: (_, { result, input }) => ({ round: input.seal.beacon.round, pairs: result.pairs as Json }),
    zones: (_, { result, input }) => ({ round: input.seal.beacon.round, zones: result.zones as Json }),
    drawn: (_, { before, result, input, randomness }) => {
      if (before?.kind !== 'arrival') throw new RuleFault('a container is drawn right after its arrival is on record');
      const value = randomness(Number(before.round));
      if (value === null) return null;
      const { rule } = input.seal;
      const drawn = drawArrival(value, String(before.hash), {
        free: before.free as readonly string[],
        zones: rule.zones as readonly string[],
        channels: rule.channels as readonly string[],
      });
      const zones = result.zones as Readonly<Record<string, Json>>;
      return {
        k: before.k as Json,
        container: before.container as Json,
        ...drawn,
        pair: zones[drawn.zone] ?? [],
        round: before.round as Json,
      };
    },
  },
};
