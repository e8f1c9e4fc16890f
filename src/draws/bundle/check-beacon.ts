import { agreedIn, entriesProblem, fewestWays, randomnessOfNumbers, waysOf } from '../beacon/numbers.js';
import { quicknet, randomnessOf } from '../beacon/quicknet.js';
import { leadSeconds } from '../beacon/rounds.js';
import { type BeaconRound, entriesIn, randomnessIn } from '../beacon/seal-randomness.js';
import { dueOf, type NumbersBeacon, type RoundBeacon } from '../beacon/sealed-beacon.js';
import type { Bundle } from './bundle.js';
import { fails, unknown } from './verdict.js';

/** What a beacon came to, and what was found. */
interface Found {
  /** In hexadecimal; nothing of a chain of codes. */
  readonly randomness: string;
  readonly words: string;
}

/** The randomness that a seal waits for: of quicknet's round, of numbers that two accounts typed alike, or none where codes stand in. */
export function sealedRandomness(bundle: Bundle): Found {
  const { beacon } = bundle.seal;
  if (!('source' in beacon)) return ofRound(bundle, beacon);
  if (beacon.source === 'numbers') return ofNumbers(bundle, beacon);
  if (bundle.seal.sealed_at === undefined) return unknown('the seal does not say when it was sealed');
  return { randomness: '', words: 'none: codes of the seal stand in for it, a weak proof' };
}

function ofRound({ seal, beacon }: Bundle, { chain, round }: RoundBeacon): Found {
  if (chain !== quicknet.hash) return fails(`the beacon ${chain} is not quicknet`);
  const due = dueOf(seal.beacon) ?? 0;
  if (seal.sealed_at !== undefined && due < seal.sealed_at + leadSeconds)
    return fails(`round ${round} comes less than ${leadSeconds} s after the seal: it may have been known`);
  const rounds = beacon as readonly BeaconRound[];
  const forged = rounds.find((other) => randomnessOf(quicknet, other.round, other.signature) === null);
  if (forged) return fails(`the signature is not quicknet's for round ${forged.round}`);
  const randomness = randomnessIn(rounds, round);
  if (randomness === null)
    return beacon.length === 0
      ? unknown(`round ${round} is not in the file`)
      : fails(`the seal names round ${round}, the file has others`);
  if (seal.sealed_at === undefined)
    return unknown('the seal does not say when it was sealed: the round may have been known');
  return { randomness, words: `round ${round} is quicknet's` };
}

function ofNumbers({ seal, beacon: values }: Bundle, beacon: NumbersBeacon): Found {
  if (waysOf(beacon.shape) < fewestWays) return fails('the numbers can come in fewer than 2^50 ways: too few');
  if (seal.sealed_at !== undefined && beacon.due < seal.sealed_at + leadSeconds)
    return fails(`the numbers come less than ${leadSeconds} s after the seal: they may have been known`);
  const entries = entriesIn(values);
  const problem = entriesProblem(beacon, entries);
  if (problem !== null) return fails(problem);
  const agreed = agreedIn(entries);
  if (!agreed) return unknown(`${beacon.what}: no two accounts have typed the same numbers yet`);
  if (seal.sealed_at === undefined)
    return unknown('the seal does not say when it was sealed: the numbers may have been known');
  return {
    randomness: randomnessOfNumbers(beacon, agreed.numbers),
    words: `${beacon.what}: two accounts typed the same numbers`,
  };
}
