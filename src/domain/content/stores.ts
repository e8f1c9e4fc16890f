/** Content as it was when a conversation began, so that it can finish on it after a restart. */
export interface ContentStore {
  /**
   * Keeps a version that is being taken up, again or for the first time.
   * @param at now, in milliseconds since 1970; whatever it says, this version is the newest afterwards
   */
  save(version: string, files: string, at: number): Promise<void>;
  /** @returns its files; null when it is not kept (any more) */
  load(version: string): Promise<string | null>;
  /** @returns the names of all that are kept, first the one that was taken up last */
  newestFirst(): Promise<readonly string[]>;
}
