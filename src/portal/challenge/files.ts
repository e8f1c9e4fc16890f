import { randomBytes } from 'node:crypto';
import { type RequestHandler, type Response, Router } from 'express';
import { rateLimit } from 'express-rate-limit';
import type { Challenges } from '../../challenge/challenges.js';
import { drawsFrom } from '../../challenge/chance.js';
import { drawPicture } from '../../challenge/picture.js';
import type { Recordings } from '../../challenge/recordings.js';
import { saySound } from '../../challenge/sound.js';
import { Refused, refusalWith } from '../../web/refusal.js';
import { addressOf } from '../api/guess-limits.js';

/** Where pictures and sounds are: `/challenge/ID.png`, `/challenge/ID.wav`. */
export const challengePath = '/challenge';

/** Somebody who needs many tries, and listens again and again, asks for fewer in a minute. */
const perMinuteAndAddress = 120;
/** Of one process. Each takes a core 3 to 6 ms (`npm run bench -- --only codes`): a fifth of it at most. */
const perSecond = 30;

/**
 * Pictures and sounds of challenges, each made when it is asked for and kept nowhere. A sound is another one at each asking: without `take`, the address leads
 * to one that has it, under which the same bytes can be had in parts, as browsers play them.
 */
export function challengeFiles(challenges: Challenges, recordings: Recordings): Router {
  const router = Router();
  router.use((_request, response, next) => {
    response.set({ 'Cache-Control': 'no-store', 'X-Content-Type-Options': 'nosniff', 'X-Robots-Tag': 'noindex' });
    next();
  });
  router.use(
    notTooMany(perMinuteAndAddress, 60_000, addressOf),
    notTooMany(perSecond, 1_000, () => ''),
  );
  router.get('/:file', async (request, response) => {
    const { id, kind } = named(request.params.file);
    const digits = await challenges.digitsOf(id);
    if (digits === null) throw new Refused(refusalWith('no-such-address', '这个验证码已经过期，请换一张。'));
    if (kind === 'png') {
      response.type('png').end(drawPicture(digits, drawsFrom(randomBytes(16))));
      return;
    }
    const take = /[?&]take=([\w-]{1,32})$/.exec(request.originalUrl)?.[1];
    if (take === undefined) {
      response.redirect(303, soundPath(id));
      return;
    }
    sendParts(response, saySound(digits, recordings, await challenges.drawsOf(id, take)));
  });
  return router;
}

/** Where the picture of a challenge is. */
export function picturePath(id: string): string {
  return `${challengePath}/${id}.png`;
}

/** Where a new sound of a challenge is: another one each time. */
export function soundPath(id: string): string {
  return `${challengePath}/${id}.wav?take=${randomBytes(9).toString('base64url')}`;
}

/** Where a new sound is found at each asking, for a link. */
export function anySoundPath(id: string): string {
  return `${challengePath}/${id}.wav`;
}

function named(file: string): { readonly id: string; readonly kind: 'png' | 'wav' } {
  const [, id, kind] = /^([\w-]{40,200})\.(png|wav)$/.exec(file) ?? [];
  if (id === undefined) throw new Refused(refusalWith('no-such-address', '没有这个验证码。'));
  return { id, kind: kind === 'png' ? 'png' : 'wav' };
}

/** Sends a sound, or the part that is asked for: Safari plays none that it cannot have in parts. */
function sendParts(response: Response, sound: Buffer): void {
  response.type('audio/wav').set('Accept-Ranges', 'bytes');
  const ranges = response.req.range(sound.length, { combine: true });
  const [part, ...others] = Array.isArray(ranges) && ranges.type === 'bytes' ? ranges : [];
  if (!part || others.length > 0) {
    response.end(sound);
    return;
  }
  response.status(206).set('Content-Range', `bytes ${part.start}-${part.end}/${sound.length}`);
  response.end(sound.subarray(part.start, part.end + 1));
}

function notTooMany(limit: number, windowMs: number, keyOf: (ip: string | undefined) => string): RequestHandler {
  return rateLimit({
    windowMs,
    limit,
    standardHeaders: false,
    legacyHeaders: false,
    requestPropertyName: 'challengeRequests',
    validate: { xForwardedForHeader: false, forwardedHeader: false, keyGeneratorIpFallback: false },
    keyGenerator: ({ ip }) => keyOf(ip),
    handler: (_request, _response, next) => {
      const headers = { 'Retry-After': String(Math.ceil(windowMs / 1000)) };
      next(new Refused(refusalWith('too-many', '验证码换得太频繁，请稍后再试，或者拨打热线。', { headers })));
    },
  });
}
