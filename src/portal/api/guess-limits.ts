import type { Request, RequestHandler } from 'express';
import { ipKeyGenerator, rateLimit } from 'express-rate-limit';
import { refusalWith } from '../../web/refusal.js';
import { refuse } from './face.js';

/** How many numbers that were not found an address may have within ten minutes. Each process counts for itself. */
export interface GuessLimits {
  /** From here on it is answered more slowly. */
  readonly free: number;
  /** From here on it is refused, for the rest of the ten minutes. */
  readonly most: number;
}

export const defaultLimits: GuessLimits = { free: 5, most: 20 };

const windowMs = 10 * 60_000;
const firstDelayMs = 250;
const longestDelayMs = 8_000;

/**
 * Keeps numbers from being found out by trying: an address whose numbers are often unknown waits longer and longer, and
 * then gets nothing. It is answered one request after another, so that many guesses at once gain nothing either.
 * @param pause waits so many milliseconds
 */
export function guessLimits(limits: GuessLimits, pause: (ms: number) => Promise<void>): readonly RequestHandler[] {
  const counted = rateLimit({
    windowMs,
    limit: limits.most,
    standardHeaders: false,
    legacyHeaders: false,
    skipSuccessfulRequests: true,
    requestWasSuccessful: (_request, response) => response.statusCode !== 404,
    requestPropertyName: 'guesses',
    // An address that others claim to pass on is not believed unless a proxy of ours says so: no need to warn of it.
    validate: { xForwardedForHeader: false, forwardedHeader: false },
    handler: (request, response) => {
      const until = guessesOf(request)?.resetTime?.getTime() ?? Date.now() + windowMs;
      const seconds = Math.max(1, Math.ceil((until - Date.now()) / 1000));
      const headers = { 'Retry-After': String(seconds) };
      refuse(response, refusalWith('too-many', '查不到的号码太多了，请稍后再试，或者拨打热线。', { headers }));
    },
  });
  const slower: RequestHandler = async (request, _response, next) => {
    const before = (guessesOf(request)?.used ?? 1) - 1;
    if (before >= limits.free) await pause(Math.min(firstDelayMs * 2 ** (before - limits.free), longestDelayMs));
    next();
  };
  return [oneAfterAnother(), counted, slower];
}

/** Makes the requests of one address wait for each other. */
function oneAfterAnother(): RequestHandler {
  const lastOf = new Map<string, Promise<unknown>>();
  return async (request, response, next) => {
    const address = ipKeyGenerator(request.ip ?? '');
    const before = lastOf.get(address);
    const answered = new Promise((resolve) => response.once('close', resolve));
    const last = Promise.all([before, answered]);
    lastOf.set(address, last);
    void last.then(() => lastOf.get(address) === last && lastOf.delete(address));
    await before;
    if (!response.closed) next();
  };
}

/** What the counter has noted on a request: this one is among the `used`. */
interface Guesses {
  readonly used: number;
  readonly resetTime?: Date;
}

function guessesOf(request: Request): Guesses | undefined {
  return (request as Request & { readonly guesses?: Guesses }).guesses;
}
