import { quicknet } from './quicknet.js';
import { timeOfRound } from './rounds.js';

/** A round of drand's quicknet, pinned by the hash of its chain. */
export type RoundBeacon = { readonly chain: string; readonly round: number };

/** Some of the numbers: as they came, each as likely as any other; or a set of different ones, told in rising order. */
export type NumbersPart = {
  readonly count: number;
  /** The smallest and the largest that may come. */
  readonly from: number;
  readonly to: number;
  /** True: as they came, and one may come again (dice, 排列5). False: different ones, in rising order (双色球). */
  readonly ordered: boolean;
};

/** Dice or lottery numbers (骰子、彩票号码) that two accounts type, each for themselves. */
export type NumbersBeacon = {
  readonly source: 'numbers';
  /** Which, in words: 福彩双色球 第2026132、2026133、2026134期. */
  readonly what: string;
  readonly shape: readonly NumbersPart[];
  /** Seconds since 1970. None of the numbers is known before. */
  readonly due: number;
};

/** No beacon at all: the day's own chain of codes stands in for it, which is a weak proof (弱证明). */
export type CodesBeacon = { readonly source: 'codes' };

/** What a seal waits for. Without a `source` it is a round of quicknet. */
export type SealedBeacon = RoundBeacon | NumbersBeacon | CodesBeacon;

/** Where the randomness of a draw comes from. */
export type BeaconSource = 'quicknet' | 'numbers' | 'codes';

export function sourceOf(beacon: SealedBeacon): BeaconSource {
  return 'source' in beacon ? beacon.source : 'quicknet';
}

/**
 * When it can be had at the earliest, in seconds since 1970.
 * @returns null of a chain of codes: whoever sealed has it already
 */
export function dueOf(beacon: SealedBeacon): number | null {
  if (!('source' in beacon)) return timeOfRound(quicknet, beacon.round);
  return beacon.source === 'numbers' ? beacon.due : null;
}

/** @returns the round that is waited for; 0 where the seal waits for something else */
export function roundOf(beacon: SealedBeacon): number {
  return 'source' in beacon ? 0 : beacon.round;
}
