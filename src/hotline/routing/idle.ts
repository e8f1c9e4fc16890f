import type { Presence } from '../../domain/hotline/presence.js';

/**
 * Since when a colleague has been idle: what has an end, such as being away for lunch, ended them being busy at that moment. A reservation
 * that ended by itself costs nothing: nobody knows whether anything rang.
 * @returns ms since 1970; null: never rung yet
 */
export function idleSince({ state, until, idleSince: known }: Presence, now: number): number | null {
  if (state === 'free' || state === 'ringing' || until === null || until > now) return known;
  return Math.max(known ?? until, until);
}

/** Orders by who has been idle longer; whoever was never rung comes first. */
export function byIdle(one: number | null, other: number | null): number {
  if (one === other) return 0;
  if (one === null) return -1;
  return other === null ? 1 : one - other;
}
