import * as decode from './decode.js';
import type { Frame, Seal } from './encode.js';
import type { OpenedDelivery } from './open-delivery.js';
import type { WechatSettings } from './settings.js';

/** What an answer is framed with, beside the delivery that it answers. */
export interface Framing {
  readonly settings: Pick<WechatSettings, 'appId' | 'token'>;
  readonly now: number;
  /** Randomness for the encryption. */
  readonly nonceBytes: (count: number) => Buffer;
}

/** @returns how the answer to a delivery is written: back to whom it came from, in its format, and sealed if it was */
export function frameFor(
  { delivery, message }: { readonly delivery: OpenedDelivery; readonly message: decode.Message },
  { settings, now, nonceBytes }: Framing,
): Frame {
  const createdAtSeconds = Math.floor(now / 1000);
  const { cipher, format } = delivery;
  const seal = cipher && sealFor(cipher, settings, createdAtSeconds, nonceBytes(20));
  const { FromUserName: toUserName, ToUserName: fromUserName } = message;
  return { format, toUserName, fromUserName, createdAtSeconds, isMessage: !decode.isEvent(message), seal };
}

function sealFor(
  { key, format }: NonNullable<OpenedDelivery['cipher']>,
  { appId, token }: Framing['settings'],
  createdAtSeconds: number,
  random: Buffer,
): Seal {
  const timestamp = String(createdAtSeconds);
  const nonce = String(random.readUInt32BE(16));
  return { format, key, appId, token, timestamp, nonce, random16: random.subarray(0, 16) };
}
