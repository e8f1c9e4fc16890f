import type { Recording, Sound } from './recording.js';

/** Recordings, and their sound. What is wanted is written with the case (the effect `want-recording`). */
export interface RecordingStore {
  /** @returns those that are to be fetched by now, the longest due first */
  due(now: number, limit: number): Promise<readonly Recording[]>;
  /**
   * Keeps the sound of one that is wanted. A process that dies in the middle leaves it wanted.
   * @param sha256 of the sound, in hex
   * @returns false when it is not wanted any more: kept meanwhile, or forgotten
   */
  keep(id: string, sound: Sound, sha256: string, at: number): Promise<boolean>;
  /** Notes that it was fetched in vain. @param dueAt when it is tried again; null: it is lost */
  fail(id: string, reason: string, dueAt: number | null): Promise<void>;
  /** @returns those of a case, in the order in which they were asked for */
  of(caseNo: string): Promise<readonly Recording[]>;
  /** @returns the sound of one that is kept, null for any other */
  sound(id: string): Promise<Buffer | null>;
}
