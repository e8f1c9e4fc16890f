import { largestNumber, mostNumbers } from '../draws/beacon/numbers.js';
import type { CodesBeacon, NumbersBeacon, NumbersPart } from '../draws/beacon/sealed-beacon.js';
import { momentOnly } from './moment-or-day.js';
import { UsageError } from './with-store.js';

/** What a draw is to wait for, as it is typed. */
export interface BeaconFlags {
  readonly beacon?: string;
  readonly what?: string;
  readonly shape?: string;
  readonly due?: string;
  readonly round?: number;
}

/**
 * What a seal waits for in place of a round of quicknet.
 * @returns undefined where it waits for a round
 * @throws UsageError
 */
export function beaconGiven({
  beacon = 'quicknet',
  what,
  shape,
  due,
  round,
}: BeaconFlags): NumbersBeacon | CodesBeacon | undefined {
  const ofNumbers = Object.entries({ '--what': what, '--shape': shape, '--due': due });
  if (beacon !== 'quicknet' && round !== undefined)
    throw new UsageError('--round is of quicknet, not of another beacon.');
  if (beacon === 'numbers') {
    const missing = ofNumbers.find(([, value]) => value === undefined || value.trim() === '');
    if (missing) throw new UsageError(`--beacon numbers needs ${missing[0]}: ${wanted[missing[0]]}.`);
    const at = Math.floor(momentOnly('--due', due ?? '', '2026-11-29T21:15') / 1000);
    return { source: 'numbers', what: (what ?? '').normalize('NFC').trim(), shape: shapeGiven(shape ?? ''), due: at };
  }
  const extra = ofNumbers.find(([, value]) => value !== undefined);
  if (extra) throw new UsageError(`${extra[0]} is said of --beacon numbers only.`);
  if (beacon === 'codes') return { source: 'codes' };
  if (beacon === 'quicknet') return undefined;
  throw new UsageError(`--beacon "${beacon}" is none. Write quicknet, numbers or codes.`);
}

const wanted: Readonly<Record<string, string>> = {
  '--what': 'which numbers, such as "福彩双色球 第2026132、2026133、2026134期"',
  '--shape': 'such as 20x1-6 for twenty dice, or 6of1-33,1of1-16 for 双色球',
  '--due': 'the moment before which nobody knows any of them, such as 2026-11-29T21:15',
};

/**
 * Groups of numbers: `20x1-6` as they come, `6of1-33` different ones in any order; commas between; `3*(…)` for the same three times.
 * @throws UsageError
 * @example shapeGiven('3*(6of1-33,1of1-16)').length // 6
 */
export function shapeGiven(text: string): readonly NumbersPart[] {
  const [, times, inside] = /^\s*(\d{1,2})\s*[*×]\s*\((.*)\)\s*$/.exec(text) ?? [];
  const parts = (inside ?? text).split(/[,，]/).map(partGiven);
  const all = Array.from({ length: Number(times ?? 1) }, () => parts).flat();
  if (all.length === 0 || all.length > 100 || all.reduce((sum, { count }) => sum + count, 0) > mostNumbers)
    throw new UsageError(`--shape "${text}" is none, or more than 100 groups or ${mostNumbers} numbers.`);
  return all;
}

function partGiven(text: string): NumbersPart {
  const [, count = '', how = '', from = '', to = ''] =
    /^\s*(\d{1,4})\s*(x|of)\s*(\d{1,7})\s*-\s*(\d{1,7})\s*$/.exec(text) ?? [];
  const part = { count: Number(count), from: Number(from), to: Number(to), ordered: how === 'x' };
  const isSound = part.count > 0 && part.from <= part.to && part.to <= largestNumber;
  if (how === '' || !isSound)
    throw new UsageError(`--shape: "${text}" is no group of numbers. Write ${wanted['--shape']}.`);
  if (!part.ordered && part.count > part.to - part.from + 1)
    throw new UsageError(`--shape: "${text}" has more different numbers than there are.`);
  return part;
}
