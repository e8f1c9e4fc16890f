/**
 * What is counted against one key, and how much that may be: `atOnce` in a row, then one more each `everyMs`. It is a bucket that
 * runs empty at that rate: in any stretch of time `t` there is room for no more than `atOnce + t / everyMs`.
 * @example { key: 'k1', atOnce: 5, everyMs: 60_000 } // five at 10:00, the sixth at 10:01
 */
export interface GuessCount {
  /** Names whoever or whatever it is counted against, as nobody can read it. */
  readonly key: string;
  readonly atOnce: number;
  readonly everyMs: number;
}

/**
 * Guesses (试号), counted over all channels and processes. Room is taken before a number is looked for, and given back when it was
 * found: whatever comes at the same moment, no more is looked for than there is room.
 */
export interface GuessStore {
  /**
   * Takes room for one guess at each of these keys that has some left; the others stay as they are. All in one statement.
   * @param at in milliseconds since 1970, by the service's clock
   * @returns the keys where room was taken, with how many are counted there now, this one included
   */
  take(counts: readonly GuessCount[], at: number): Promise<ReadonlyMap<string, number>>;
  /**
   * Gives back what was taken for a guess that was none. What has run out of the bucket since is not given back, so that nobody
   * gains by being slow; a key with nothing counted any more is gone.
   * @param takenAt the moment given to {@link take}
   */
  giveBack(keys: readonly string[], takenAt: number, at: number): Promise<void>;
  /** @returns when each of these keys has room again, in milliseconds since 1970; those that have it now are left out */
  roomAt(keys: readonly string[], at: number): Promise<ReadonlyMap<string, number>>;
  /** @returns what the keys of this database are made with; the same for every process */
  secret(): Promise<string>;
}
