import type { Response } from 'express';
import { ipKeyGenerator } from 'express-rate-limit';
import type { TooMany } from '../../disclosure/guessing/guesses.js';
import type { Room } from '../../disclosure/guessing/rules.js';
import { refusalWith } from '../../web/refusal.js';
import { refuse } from './face.js';

const firstDelayMs = 250;
const longestDelayMs = 8_000;

/** Somebody with IPv6 has all addresses that begin with the same 64 bits. */
const ipv6Bits = 64;

/** @returns what stands for a network address: one of IPv6 for all that its subscriber has */
export function addressOf(ip: string | undefined): string {
  return ipKeyGenerator(ip ?? '', ipv6Bits);
}

/**
 * How long an answer waits for an address whose numbers are often unknown: longer and longer, from a third of what it may miss on.
 * @param misses how often it has missed of late
 * @example delayMs(4, { atOnce: 12, everyMs: 60_000 }) // 250
 */
export function delayMs(misses: number, { atOnce }: Pick<Room, 'atOnce'>): number {
  const free = Math.floor(atOnce / 3);
  return misses < free ? 0 : Math.min(firstDelayMs * 2 ** (misses - free), longestDelayMs);
}

/** Refuses an address that has missed too often, in the same words whatever it asked for, and says when there is room again. */
export async function refuseGuess(response: Response, tooMany: TooMany, room: Room, now: number): Promise<void> {
  const seconds = Math.max(1, Math.ceil(((await tooMany.roomAt()) - now) / 1000));
  const windowSeconds = Math.ceil((room.atOnce * room.everyMs) / 1000);
  response.append('RateLimit-Policy', `"guesses";q=${room.atOnce};w=${windowSeconds}`);
  response.append('RateLimit', `"guesses";r=0;t=${seconds}`);
  const headers = { 'Retry-After': String(seconds) };
  refuse(response, refusalWith('too-many', '查不到的号码太多了，请稍后再试，或者拨打热线。', { headers }));
}
