import { createHmac } from 'node:crypto';
import { isIP } from 'node:net';
import { Remembered } from '../domain/care/remembered.js';
import type { StickerKind } from '../domain/stickers/sticker.js';
import type { StickerAlarm, StickerPlaceStore } from '../domain/stickers/stores.js';
import type { Clock } from '../domain/time/clock.js';
import { localTime } from '../domain/time/zone.js';
import type { PlaceRules } from './place-rules.js';

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
/** What another process raised or cleared is known here so soon. */
const knownWithinMs = 2_000;

/** A sticker that has just been seen in too many places. */
export interface SeenInManyPlaces {
  readonly on: StickerKind;
  readonly code: string;
  readonly places: number;
  readonly at: number;
}

export interface PlacesParts {
  readonly store: StickerPlaceStore;
  /** Those in force: they may change while the service runs. */
  readonly rules: () => PlaceRules;
  readonly clock: Clock;
  /** Makes a case of it, or finds the one that was made of it. @returns its number */
  readonly openCase: (seen: SeenInManyPlaces) => Promise<string>;
  /** Told where it could not be noted: whoever looks a sticker up is answered all the same. */
  readonly failed: (error: unknown) => void;
}

/**
 * Counts in how many places a sticker is seen (多地被扫), over all processes, and raises an alarm where they are too many. Of an address no more is
 * used than makes a place, and of that only a hash is kept, under a key that is gone the next day.
 */
export class Places {
  private day: { readonly day: string; readonly key: Promise<string> } | null = null;
  /** They are few, and asked of with every record that is told. */
  private readonly alarms: Remembered<'all', ReadonlyMap<string, StickerAlarm>>;

  constructor(private readonly parts: PlacesParts) {
    this.alarms = new Remembered(async () => {
      const alarms = await parts.store.alarms(this.alarmsSince());
      return new Map(alarms.map((one) => [`${one.on} ${one.code}`, one]));
    }, knownWithinMs);
  }

  /** @param address of whoever scanned a sticker with a good signature */
  async seen(on: StickerKind, code: string, address: string): Promise<void> {
    try {
      await this.note(on, code, address);
    } catch (error) {
      this.day = null;
      this.parts.failed(error);
    }
  }

  async isInMany(on: StickerKind, code: string): Promise<boolean> {
    const alarm = (await this.alarms.of('all')).get(`${on} ${code}`);
    return alarm !== undefined && alarm.raisedAt > this.alarmsSince();
  }

  /** Alarms were raised or cleared otherwise: they are read when they are next asked for. */
  forgetAlarms(): void {
    this.alarms.forget();
  }

  private alarmsSince(): number {
    return this.parts.clock.now() - this.parts.rules().alarmDays * dayMs;
  }

  private async note(on: StickerKind, code: string, address: string): Promise<void> {
    const { store, rules, clock, openCase } = this.parts;
    const { places, withinHours, network } = rules();
    const now = clock.now();
    const where = networkOf(address, network);
    // While an alarm lasts, nothing more is to be learnt of it.
    if (where === null || (await this.isInMany(on, code))) return;
    const key = await this.keyOf(localTime(now).day);
    const place = createHmac('sha256', key).update(`${on} ${code} ${where}`).digest('base64url').slice(0, 22);
    const hour = now - (now % hourMs);
    if (!(await store.note(on, code, place, hour))) return;
    const seen = await store.count(on, code, hour - (withinHours - 1) * hourMs);
    if (seen < places) return;
    const caseNo = await openCase({ on, code, places: seen, at: now });
    await store.raise({ on, code, raisedAt: now, places: seen, caseNo }, this.alarmsSince());
    this.alarms.forget();
  }

  private keyOf(day: string): Promise<string> {
    if (this.day?.day !== day) this.day = { day, key: this.parts.store.keyOf(day) };
    return this.day.key;
  }
}

/**
 * @returns the first bits of an address, in words; null for what is none
 * @example networkOf('203.0.113.7', { ipv4: 16, ipv6: 32 }) // '203.0/16'
 */
export function networkOf(address: string, { ipv4, ipv6 }: PlaceRules['network']): string | null {
  const plain = address.replace(/^::ffff:(?=\d+\.)/i, '').replace(/%.*$/, '');
  if (isIP(plain) === 4) return firstBits(plain.split('.').map(Number), 8, ipv4);
  return isIP(plain) === 6 ? firstBits(groupsOf(plain), 16, ipv6) : null;
}

function firstBits(parts: readonly number[], width: number, bits: number): string {
  const kept = parts.map((part, place) => {
    const left = Math.min(width, Math.max(0, bits - place * width));
    return part & (((1 << left) - 1) << (width - left));
  });
  return `${kept
    .slice(0, Math.ceil(bits / width))
    .map((one) => one.toString(width === 8 ? 10 : 16))
    .join(width === 8 ? '.' : ':')}/${bits}`;
}

/** @example groupsOf('2001:db8::1') // [0x2001, 0xdb8, 0, 0, 0, 0, 0, 1] */
function groupsOf(address: string): readonly number[] {
  const [head = '', tail] = address.split('::');
  const read = (text: string) =>
    text
      .split(':')
      .filter((one) => one !== '')
      .map((one) => Number.parseInt(one, 16));
  const [before, after] = [read(head), read(tail ?? '')];
  return tail === undefined
    ? before
    : [...before, ...Array<number>(8 - before.length - after.length).fill(0), ...after];
}
