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
  { signature, timestamp }: Stamp,
  deliveryId: string,
): Promise<void> {
  const use = stampUse({ settings }, { signature, timestamp }, deliveryId);
  if (use && !(await stamps.use(use.signature, use.deliveryId, use.signedAt))) throw new DeliveryRefused('used-stamp');
}

/** @returns what has to be looked up of a delivery's stamp; null where every message proves itself */
export function stampUse(
  { settings }: Pick<StampKeeping, 'settings'>,
  { signature, timestamp }: Pick<Stamp, 'signature' | 'timestamp'>,
  deliveryId: string,
): StampUse | null {
  if (settings.mode === 'safe' || settings.mode === 'compatible') return null;
  return { signature, deliveryId, signedAt: Number(timestamp) * 1000 };
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
