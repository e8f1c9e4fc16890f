import type { StickerKind } from './sticker.js';

/** A sticker that was seen in too many places within a short time (多地被扫): somebody may have copied it. */
export interface StickerAlarm {
  readonly on: StickerKind;
  readonly code: string;
  readonly raisedAt: number;
  /** In how many places it had been seen by then. */
  readonly places: number;
  /** The case (工单) that it was made. */
  readonly caseNo: string;
}

/**
 * In how many places stickers are seen. A place is a keyed hash of a coarse part of a network address, under a key of that day and for that
 * sticker alone: nobody can read it, and two stickers, or two days, cannot be told to have been in one place.
 */
export interface StickerPlaceStore {
  /** @returns the key of a day, the same for every process; keys of days before are gone with it */
  keyOf(day: string): Promise<string>;
  /**
   * @param place a keyed hash
   * @param hour the hour in which it was seen, in ms since 1970
   * @returns whether the sticker had not been seen there
   */
  note(on: StickerKind, code: string, place: string, hour: number): Promise<boolean>;
  /** @returns in how many places it was seen from that hour on */
  count(on: StickerKind, code: string, since: number): Promise<number>;
  /**
   * Raises an alarm, or renews one from before `again`; of several that come together one is first.
   * @returns whether this one is
   */
  raise(alarm: StickerAlarm, again: number): Promise<boolean>;
  /** @returns those raised since then, the newest first */
  alarms(since: number): Promise<readonly StickerAlarm[]>;
  /** Somebody has looked: the sticker is not copied. @returns whether there was one */
  clear(on: StickerKind, code: string): Promise<boolean>;
}
