import type { Served } from '../../domain/hotline/waiting.js';

/** A range of minutes: 3 to 5. */
export interface MinuteRange {
  readonly from: number;
  readonly to: number;
}

/** Of so many intervals something can be said; of fewer, nothing. */
const enough = 4;
const minute = 60_000;

/**
 * Between which minutes whoever waits is likely to be served: by how long it took, of late, from one who was served to the next who stood in line
 * by then, for each of those who stand before and for the caller. It is told of the middle half of these times.
 * @param served of the line, the last ones, in any order
 * @param ahead how many stand before the caller
 * @returns null where too little is known
 * @example every 45 s somebody was served; with four ahead: 3 to 4 minutes
 */
export function likelyRange(served: readonly Served[], ahead: number): MinuteRange | null {
  const intervals = busyIntervals(served);
  if (intervals.length < enough) return null;
  const turns = ahead + 1;
  const short = (intervals[Math.floor((intervals.length - 1) / 4)] ?? 0) * turns;
  const long = (intervals[Math.ceil(((intervals.length - 1) * 3) / 4)] ?? 0) * turns;
  const from = Math.max(1, Math.floor(short / minute));
  return { from, to: Math.max(from, Math.ceil(long / minute)) };
}

/** How long it took to whoever had come before the one before them was served: the line never stood empty in between. */
function busyIntervals(served: readonly Served[]): readonly number[] {
  const inOrder = served.toSorted((a, b) => a.servedAt - b.servedAt);
  const intervals = inOrder.flatMap(({ enteredAt, servedAt }, index) => {
    const before = inOrder[index - 1]?.servedAt;
    return before !== undefined && enteredAt <= before ? [servedAt - before] : [];
  });
  return intervals.sort((a, b) => a - b);
}
