import * as decode from './decode.js';
import type { Frame } from './encode.js';
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
  const random = cipher && nonceBytes(20);
  const seal = random && {
    ...cipher,
    appId: settings.appId,
    token: settings.token,
    timestamp: String(createdAtSeconds),
    nonce: String(random.readUInt32BE(16)),
    random16: random.subarray(0, 16),
  };
  const { FromUserName: toUserName, ToUserName: fromUserName } = message;
  return { format, toUserName, fromUserName, createdAtSeconds, isMessage: !decode.isEvent(message), seal };
}
