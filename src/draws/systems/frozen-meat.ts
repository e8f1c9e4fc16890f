import type { Json } from '../../domain/proofs/canonical-json.js';
import { sourceOf } from '../beacon/sealed-beacon.js';
import { seedFor } from '../chance/seed.js';
import { ranked } from '../chance/smallest-tickets.js';
import { arrivalNonce, drawArrival, drawArrivalByCode } from '../rules/arrival.js';
import { makePairs } from '../rules/pairs.js';
import { RuleFault } from '../rules/strata.js';
import { type Seal, sealHash } from '../seal/seal.js';
import { anything, listOf, text, tupleOf } from './shapes.js';
import type { DrawInput, DrawKind } from './system.js';

/** A shift of frozen meat (进口冻肉四项随机): pairs and zones by the seal's round; bay, zone and channel of each container by the round after it came, or by the day's next code. */
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
    pairs: (_, { result, input }) => ({ ...decidedBy(input), pairs: result.pairs as Json }),
    zones: (_, { result, input }) => ({ ...decidedBy(input), zones: result.zones as Json }),
    arrival: ({ k }, { input, before, code }) => {
      if (!isByCodes(input.seal)) return {};
      const own = code(Number(k) + 1);
      return own === null ? null : { nonce: arrivalNonce(own, String(before?.hash ?? sealHash(input.seal))) };
    },
    drawn: (_, { before, result, input: { seal }, randomness, code }) => {
      if (before?.kind !== 'arrival') throw new RuleFault('a container is drawn right after its arrival is on record');
      const nth = Number(before.k) + 1;
      const value = isByCodes(seal) ? code(nth) : randomness(Number(before.round));
      if (value === null) return null;
      const draw = isByCodes(seal) ? drawArrivalByCode : drawArrival;
      const drawn = draw(value, String(before.hash), {
        free: before.free as readonly string[],
        zones: seal.rule.zones as readonly string[],
        channels: seal.rule.channels as readonly string[],
      });
      const zones = result.zones as Readonly<Record<string, Json>>;
      return {
        k: before.k as Json,
        container: before.container as Json,
        ...drawn,
        pair: zones[drawn.zone] ?? [],
        ...(isByCodes(seal) ? { code: nth } : { round: before.round as Json }),
      };
    },
  },
};

/** Whether the day's codes stand in for the beacon (弱证明): the first decides pairs and zones, each next one a container. */
function isByCodes({ beacon }: Seal): boolean {
  return sourceOf(beacon) === 'codes';
}

function decidedBy({ seal }: DrawInput): Readonly<Record<string, Json>> {
  return 'round' in seal.beacon ? { round: seal.beacon.round } : { code: 1 };
}
