import type { Json } from '../../domain/proofs/canonical-json.js';
import { seedFor } from '../chance/seed.js';
import { Register } from '../register/register.js';
import { drawStation } from '../rules/stations.js';
import { keyOf, type Seal, sealHash } from '../seal/seal.js';
import { type Computing, type Example, expectRegister, Refused, randomnessFor, roundsIn } from './example.js';

/** Vehicles (进口汽车): the station and the inspector of each. */
export const vehicles: Computing = {
  needs: ['commit', 'inspectors'],
  compute(example, known) {
    const seal = example.commit as unknown as Seal;
    const vins = vinsOf(example);
    expectRegister(seal, new Register(vins.map((id) => ({ id }))));
    const seed = seedFor(keyOf(seal, randomnessFor(seal, ...roundsIn(example, known)), null), 'station');
    const stations = seal.stations as unknown as readonly [string, number][];
    const present = example.inspectors as unknown as Readonly<Record<string, readonly string[]>>;
    return {
      commit_hash: sealHash(seal),
      seed_station: seed,
      result: vins.map((vin) => ({ ...drawStation(seed, vin, stations, present) })) as unknown as Json,
    };
  },
};

function vinsOf({ vins, rows, result }: Example): readonly string[] {
  const given = vins ?? rows ?? result;
  if (!Array.isArray(given)) throw new Refused('the example does not say which vehicles: "vins"');
  return (given as unknown[]).map((one) => {
    if (typeof one === 'string') return one;
    const { vin, id } = one as { vin?: string; id?: string };
    return String(vin ?? id);
  });
}
