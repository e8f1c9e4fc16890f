import { stampFault } from '../bundle/check-stamp.js';
import type { Seal } from '../seal/seal.js';
import { DerFault } from '../stamp/der.js';
import { readTimeStamp, type TimeStamp, timeStampRequest, tokenIn } from '../stamp/time-stamp.js';
import { DrawRefused } from './draw-refused.js';
import { type DrawParts, drawNamed } from './parts.js';

/** The longest token that is kept: as base64, it is at most 100,000 characters. */
const longestToken = 75_000;

/** What an authority (时间戳服务) is asked with: a time stamp over the hash of a seal, as a TimeStampReq in DER. @throws DrawRefused for no draw */
export async function stampRequestOf(no: string, parts: Pick<DrawParts, 'draws'>): Promise<Uint8Array> {
  return timeStampRequest((await drawNamed(no, parts)).hash);
}

/**
 * Keeps what an authority answered over a seal. The first stays, whatever comes later.
 * @param answer a TimeStampResp or its token, in DER
 * @throws DrawRefused where it is none, is over something else, or is of no moment between the seal and its beacon
 */
export async function stampDraw(
  no: string,
  answer: Uint8Array,
  { draws }: Pick<DrawParts, 'draws'>,
): Promise<TimeStamp> {
  const draw = await drawNamed(no, { draws });
  const token = tokenOf(answer);
  const stamp = readStamp(token);
  const wrong = stampFault(JSON.parse(draw.seal) as Seal, draw.hash, stamp);
  if (wrong !== null) throw new DrawRefused(wrong);
  if (token.length > longestToken)
    throw new DrawRefused(`the time stamp has ${token.length} bytes: at most ${longestToken}`);
  const text = Buffer.from(token).toString('base64');
  if (await draws.addStamp(no, text)) return stamp;
  if ((await drawNamed(no, { draws })).stamp === text) return stamp;
  throw new DrawRefused(`${no} has a time stamp already, which stays`);
}

/** @throws DrawRefused where it cannot be read */
function readStamp(token: Uint8Array): TimeStamp {
  return orRefused(() => readTimeStamp(token));
}

function tokenOf(answer: Uint8Array): Uint8Array {
  return orRefused(() => tokenIn(answer));
}

function orRefused<T>(read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (error instanceof DerFault) throw new DrawRefused(`this is no time stamp over a seal: ${error.message}`);
    throw error;
  }
}
