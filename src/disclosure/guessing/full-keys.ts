/** For so long it is not asked again whether there is room, unless some is given back here. */
const rememberedMs = 1_000;
/** More keys than these are not remembered: the database knows them all. */
const mostKeys = 10_000;

/**
 * Keys of somebody's own that had no room left a moment ago, as this process knows: whoever goes on guessing is refused without a question to the database, which otherwise
 * would write down and cross out for each refusal.
 */
export class FullKeys {
  private readonly until = new Map<string, number>();

  /** @returns whether one of them had no room a moment ago */
  hasAny(keys: readonly string[], at: number): boolean {
    return keys.some((key) => {
      const until = this.until.get(key);
      // A clock that was set back is no reason to go on refusing.
      return until !== undefined && at < until && until <= at + rememberedMs;
    });
  }

  note(keys: readonly string[], at: number): void {
    if (this.until.size + keys.length > mostKeys) this.until.clear();
    for (const key of keys) this.until.set(key, at + rememberedMs);
  }

  /** There may be room again. */
  forget(keys: readonly string[]): void {
    for (const key of keys) this.until.delete(key);
  }
}
