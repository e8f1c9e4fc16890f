const firstMs = 5_000;
const longestMs = 30 * 60_000;

/**
 * How long to wait before something that failed is tried again: longer each time, at most half an hour.
 * @param failures in a row, from 1
 * @example growingPause(1) // 5 s; then 15 s, 45 s, 2 min 15 s …
 */
export function growingPause(failures: number): number {
  return Math.min(firstMs * 3 ** Math.max(0, failures - 1), longestMs);
}
