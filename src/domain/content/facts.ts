import type { Words } from '../language/words.js';
import { localTime } from '../time/zone.js';

/** Something that callers ask for and that changes without a programmer (事实): an address, hours, a fee, how long something takes. */
export interface Fact {
  /** What answers quote it by: `health-centre.address`. */
  readonly id: string;
  /** Whose it is: 国际旅行卫生保健中心. */
  readonly place: string;
  /** What it is, as people call it: 地址. */
  readonly what: string;
  /** What it was first, and what it became: oldest first, never empty. Each holds until the next begins. */
  readonly values: readonly FactValue[];
}

export interface FactValue {
  /** The first day on which it holds, in Asia/Shanghai: `2016-07-11`. Null: always so far. */
  readonly from: string | null;
  readonly words: Words;
  /** The same for whoever is answered in English; null where no answer in English quotes it. */
  readonly english: string | null;
  /** The law or the source it rests on; 示例 where it is made up. */
  readonly source: string;
  /** When somebody last made sure that it is right, and when that has to be done again. */
  readonly reviewed: string;
  readonly reviewBy: string;
}

/**
 * @param now in ms since 1970
 * @returns what a fact is at a time
 * @example
 * // 「十年」 at first, and 「终身」 from 2016-07-11
 * factAt(validity, Date.parse('2016-07-10T23:59:00+08:00')).words.text; // '十年'
 */
export function factAt({ values }: Fact, now: number): FactValue {
  const today = localTime(now).day;
  const inForce = values.findLast(({ from }) => from === null || from <= today) ?? values[0];
  if (!inForce) throw new Error('a fact has no value');
  return inForce;
}

/** Whether it is made up, and has to be said so. */
export function isSample({ source }: Pick<FactValue, 'source'>): boolean {
  return source.includes('示例');
}
