import type { StampUse } from '../../domain/care/aside.js';
import type { StampStore } from '../../domain/conversation/stores.js';
import { DeliveryRefused } from '../../web/delivery-refused.js';
import type { Stamp } from './open-delivery.js';
import type { WechatSettings } from './settings.js';

export interface StampKeeping {
  readonly settings: Pick<WechatSettings, 'mode' | 'maxAgeSeconds'>;
  readonly stamps: StampStore;
}

/**
 * A stamp covers the time and a nonce, not the message: whoever has seen one could sign any message with it. Where plain messages are
 * taken, each is good for one delivery and its copies, in every process and after a restart.
 * @throws DeliveryRefused when it came with another one before
 * @example after the address check, the same signature with a message is refused
 */
export async function requireStamp(
  { settings, stamps }: StampKeeping,
  stamp: Stamp,
  deliveryId: string,
): Promise<void> {
  const use = stampUse({ settings }, stamp, deliveryId);
  if (use && !(await stamps.use(use.signature, use.deliveryId, use.signedAt))) throw new DeliveryRefused('used-stamp');
}

/** @returns what has to be looked up of a delivery's stamp; null where every message proves itself */
export function stampUse(
  { settings }: Pick<StampKeeping, 'settings'>,
  stamp: Stamp,
  deliveryId: string,
): StampUse | null {
  if (settings.mode === 'safe' || settings.mode === 'compatible') return null;
  return { signature: stamp.signature, deliveryId, signedAt: latestSecondsOf(stamp) * 1000 };
}

/**
 * WeChat signs the time and the nonce without anything between them, the smaller text first: a nonce of ten digits can stand for the time under the same
 * signature, and that may be a time to come. Until then, too, the stamp has to be known as used.
 * @example latestSecondsOf({ timestamp: '1477015200', nonce: '1893456000', … }) // 1893456000, in 2030
 */
function latestSecondsOf({ timestamp, nonce }: Pick<Stamp, 'timestamp' | 'nonce'>): number {
  const signed = [timestamp, nonce].sort().join('');
  const [first, last] = [signed.slice(0, 10), signed.slice(-10)];
  const isTime = (text: string, isInOrder: boolean) => isInOrder && /^\d{10}$/.test(text);
  return Math.max(
    Number(timestamp),
    isTime(first, first <= signed.slice(10)) ? Number(first) : 0,
    isTime(last, signed.slice(0, -10) <= last) ? Number(last) : 0,
  );
}

const atOnce = 500;
/** A clock that is set back by less makes no stamp good again. */
const marginMs = 86_400_000;

/** Drops the stamps that the age limit refuses anyway, a piece at a time; without a limit they are kept. */
export async function dropStamps(
  { settings, stamps }: StampKeeping,
  now: number,
  isStopped: () => boolean,
): Promise<void> {
  const { maxAgeSeconds } = settings;
  if (maxAgeSeconds === null) return;
  const before = now - maxAgeSeconds * 1000 - marginMs;
  while (!isStopped() && (await stamps.remove(before, atOnce)) === atOnce);
}
