/** A range of minutes: 3 to 5. */
export interface MinuteRange {
  readonly from: number;
  readonly to: number;
}

/** Of so many who had to wait something can be said; of fewer, nothing. */
const enough = 5;
/** Whoever waited less was rung for at once. */
const hadToWaitMs = 20_000;
const minute = 60_000;

/**
 * Between which minutes whoever waits is likely to be served: the middle half of the last waits, less what they have waited already.
 * @param waits of those who were served last, in ms
 * @returns null where too little is known, and once the wait is longer than most: an estimate that grows is worse than none
 * @example the middle half waited 2 to 5 minutes; after one minute: 1 to 4; after five: null
 */
export function likelyRange(waits: readonly number[], waitedMs: number): MinuteRange | null {
  const sorted = waits.filter((wait) => wait >= hadToWaitMs).sort((a, b) => a - b);
  if (sorted.length < enough) return null;
  const short = sorted[Math.floor((sorted.length - 1) / 4)] ?? 0;
  const long = sorted[Math.ceil(((sorted.length - 1) * 3) / 4)] ?? 0;
  if (long <= waitedMs) return null;
  const from = Math.max(1, Math.floor((short - waitedMs) / minute));
  return { from, to: Math.max(from, Math.ceil((long - waitedMs) / minute)) };
}
