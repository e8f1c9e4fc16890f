import type { Json } from '../../domain/proofs/canonical-json.js';
import { seedFor } from '../chance/seed.js';
import { ranked } from '../chance/smallest-tickets.js';
import { Register } from '../register/register.js';
import { drawArrival } from '../rules/arrival.js';
import { inBytes } from '../rules/in-bytes.js';
import { makePairs } from '../rules/pairs.js';
import { ReceiptChain } from '../seal/receipt.js';
import { keyOf, type Seal, sealHash } from '../seal/seal.js';
import {
  type Computing,
  type Example,
  expectRegister,
  Refused,
  randomnessFor,
  randomnessOfRound,
  roundBeaconOf,
  roundsIn,
} from './example.js';

/** A container at the gate, as it is given. */
interface Arrival {
  readonly container: string;
  readonly arrived: number;
  readonly free: readonly string[];
  readonly round: number;
}

/** A shift of frozen meat (进口冻肉四项随机): pairs, zones, and bay, zone and channel of each container. */
export const frozenMeat: Computing = {
  needs: ['seal', 'not_again'],
  compute(example, known) {
    const seal = example.seal as unknown as Seal;
    const people = peopleOf(example);
    expectRegister(seal, new Register(people.map((id) => ({ id }))));
    const { round, chain: beaconChain } = roundBeaconOf(seal);
    const key = keyOf(seal, randomnessFor(seal, ...roundsIn(example, known)), null);
    const seedPair = seedFor(key, 'pair');
    const seedZone = seedFor(key, 'zone');
    const order = ranked(seedPair, people).map(({ id }) => id);
    const { pairs, again, alone } = makePairs(order, example.not_again as unknown as readonly [string, string][]);
    const zones = seal.rule.zones as readonly string[];
    const zoneOrder = ranked(seedZone, zones).map(({ id }) => id);
    const pairOf = new Map(zoneOrder.map((zone, at) => [zone, pairs[at] ?? []] as const));

    const chain = new ReceiptChain(sealHash(seal));
    chain.add('pairs', { round, pairs: pairs as unknown as Json });
    chain.add('zones', { round, zones: Object.fromEntries(pairOf) as unknown as Json });
    arrivalsOf(example).forEach((arrival, at) => {
      const { container, arrived, free } = arrival;
      const k = at + 1;
      const receipt = chain.add('arrival', { k, container, arrived, free, round: arrival.round });
      const randomness = randomnessOfRound(beaconChain, arrival.round, roundsIn(example, known));
      const drawn = drawArrival(randomness, receipt.hash, {
        free,
        zones,
        channels: seal.rule.channels as readonly string[],
      });
      const pair = (pairOf.get(drawn.zone) ?? []) as unknown as Json;
      chain.add('drawn', {
        k,
        container,
        bay: drawn.bay,
        zone: drawn.zone,
        pair,
        channel: drawn.channel,
        round: arrival.round,
      });
    });
    return {
      seal_hash: sealHash(seal),
      seed_pair: seedPair,
      order,
      pairs: pairs as unknown as Json,
      ...(again.length > 0 && { again: again as unknown as Json }),
      ...(alone !== null && { alone }),
      seed_zone: seedZone,
      zone_order: zoneOrder,
      receipts: chain.all,
    };
  },
};

function peopleOf({ people, roster, order }: Example): readonly string[] {
  const given = (people ?? roster ?? order) as readonly unknown[] | undefined;
  if (!Array.isArray(given)) throw new Refused('the example does not say who is present: "people"');
  return given.map((one) => (Array.isArray(one) ? String(one[0]) : String(one))).sort(inBytes);
}

/** Arrivals as a list of their own, or as they stand among receipts. */
function arrivalsOf({ arrivals, receipts }: Example): readonly Arrival[] {
  if (Array.isArray(arrivals)) return arrivals as unknown as readonly Arrival[];
  const all = (Array.isArray(receipts) ? receipts : []) as unknown as readonly (Arrival & { readonly kind: string })[];
  return all.filter(({ kind }) => kind === 'arrival');
}
