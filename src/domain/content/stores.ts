/** Content as it was when a conversation began, so that it can finish on it after a restart. */
export interface ContentStore {
  save(version: string, files: string): Promise<void>;
  load(version: string): Promise<string | null>;
}
