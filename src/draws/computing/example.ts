import { CodedError } from '../../domain/errors/errors.js';
import type { Json } from '../../domain/proofs/canonical-json.js';
import { quicknet, randomnessOf } from '../beacon/quicknet.js';
import type { RoundBeacon } from '../beacon/sealed-beacon.js';
import type { Seal } from '../seal/seal.js';

/** An example of a draw as a file holds it: names and values, whatever they are. */
export type Example = Readonly<Record<string, Json>>;

/** An example that cannot be computed, or must not be: the message says why. */
export class Refused extends CodedError {
  readonly code = 'draw-refused';
}

/** One kind of example, told by the names that it has. */
export interface Computing {
  /** The names without which it is another kind. */
  readonly needs: readonly string[];
  /**
   * Every derived value, under the names that the worked examples have.
   * @param known rounds of the beacon, for examples that only name theirs
   */
  readonly compute: (example: Example, known: readonly Json[]) => Record<string, Json>;
}

/** A round of the beacon as an example gives it; with its signature it is checked, and what is given as randomness too. */
export interface GivenRound {
  readonly round: number;
  readonly signature?: string;
  readonly randomness?: string;
}

/**
 * The randomness that a seal waits for.
 * @param given where the example may have it: one round, or several
 * @throws Refused for another chain, another round, a signature that is not the beacon's, or no round at all
 */
export function randomnessFor(seal: Seal, ...given: readonly (Json | undefined)[]): string {
  const { chain, round } = roundBeaconOf(seal);
  return randomnessOfRound(chain, round, given);
}

/** @throws Refused for a seal that waits for something else than a round */
export function roundBeaconOf({ beacon }: Seal): RoundBeacon {
  if ('round' in beacon) return beacon;
  throw new Refused(`the seal waits for ${beacon.source}; worked examples wait for a round`);
}

/** @see randomnessFor */
export function randomnessOfRound(chain: string, round: number, given: readonly (Json | undefined)[]): string {
  if (chain !== quicknet.hash) throw new Refused(`the seal names the beacon ${chain}, which is not quicknet`);
  const rounds = (given.flat() as unknown[]).filter(isRound);
  const one = rounds.find((candidate) => candidate.round === round);
  if (!one) {
    const other = rounds[0] ? `; round ${rounds[0].round} is given` : '';
    throw new Refused(`the seal names round ${round}${other}`);
  }
  if (one.signature === undefined) {
    if (one.randomness === undefined) throw new Refused(`round ${round} is given without signature and randomness`);
    return one.randomness;
  }
  const randomness = randomnessOf(quicknet, round, one.signature);
  if (randomness === null) throw new Refused(`the signature is not the beacon's for round ${round}`);
  if (one.randomness !== undefined && one.randomness !== randomness) {
    throw new Refused(`the randomness given for round ${round} is not SHA-256 of its signature`);
  }
  return randomness;
}

function isRound(value: unknown): value is GivenRound {
  return typeof value === 'object' && value !== null && 'round' in value && typeof value.round === 'number';
}

/** Where an example may have the rounds that it needs, whatever it calls them. */
export function roundsIn(example: Example, known: readonly Json[]): readonly (Json | undefined)[] {
  const { beacon, beacons, beacon_1, beacon_2, rounds, quicknet: section } = example;
  const nested = typeof section === 'object' && section !== null && 'rounds' in section ? section.rounds : undefined;
  const many =
    beacons !== null && typeof beacons === 'object' && !Array.isArray(beacons) ? Object.values(beacons) : beacons;
  return [beacon, many as Json | undefined, beacon_1, beacon_2, rounds, nested, known];
}

/** @throws Refused where the register is not the one that was sealed */
export function expectRegister(seal: Seal, register: { readonly root: string; readonly size: number }): void {
  if (seal.register.root !== register.root || seal.register.size !== register.size) {
    throw new Refused(
      `the seal of ${seal.draw} is over a register of ${seal.register.size} rows with root ${seal.register.root}; these ${register.size} rows have ${register.root}`,
    );
  }
}
