import { join } from 'node:path';
import type { Content } from '../domain/content/content.js';
import type { ContentStore } from '../domain/content/stores.js';
import type { Clock } from '../domain/time/clock.js';
import { ContentRefused } from './content-refused.js';
import { type ContentFiles, contentFolders, readContentFilesInSlices, versionOf } from './files.js';
import type { Offered } from './known.js';
import { loadContentInSlices } from './load.js';
import { oneAtATime } from './one-at-a-time.js';
import { type ChangeOutcome, watchFiles } from './watch-files.js';

/** Conversations under way rarely need more; what is not in memory is read from the database. */
const maxVersionsKept = 6;

export interface LibraryParts {
  /** The folder with `menus/`, `intents/` and `data/`. */
  readonly root: string;
  readonly offered: Offered;
  readonly store: ContentStore;
  readonly clock: Clock;
  /** Makes ready what serves a content, before it is taken up. */
  readonly prepare?: (content: Content) => Promise<unknown>;
}

/**
 * The content in force, and the versions that conversations under way still need. A good change is taken up without a
 * restart; a bad one is refused and the good version goes on serving.
 */
export class ContentLibrary {
  private readonly versions = new Map<string, Content>();
  private readonly loading = new Map<string, Promise<Content | null>>();
  private inForce: Content;
  private refused: ContentRefused | null = null;

  private readonly reading = oneAtATime(() => this.readAgain());

  private constructor(
    private readonly parts: LibraryParts,
    first: Content,
    refused: ContentRefused | null,
  ) {
    this.inForce = first;
    this.refused = refused;
    this.versions.set(first.version, first);
  }

  /**
   * Takes up the content on disk. When that is refused, the version that was in force last is taken up instead, and `problem` says
   * what is wrong with the files: callers are served through a restart on a mistake, too. One that this version of the code no
   * longer loads is passed over for the one before it.
   * @throws ContentRefused when the content on disk is bad and no stored version is good
   */
  static async open(parts: LibraryParts): Promise<ContentLibrary> {
    try {
      return new ContentLibrary(parts, await takeUp(parts, await readContentFilesInSlices(parts.root)), null);
    } catch (error) {
      if (!(error instanceof ContentRefused)) throw error;
      const last = await lastGood(parts);
      if (last === null) throw error;
      return new ContentLibrary(parts, last, error);
    }
  }

  get current(): Content {
    return this.inForce;
  }

  /** What is wrong with the files on disk, if the version in force is not theirs. */
  get problem(): ContentRefused | null {
    return this.refused;
  }

  /** @returns that version, or the one in force when it can no longer be had */
  async version(version: string): Promise<Content> {
    const known = this.versions.get(version);
    if (known) return known;
    // Turns that come together wait for one loading.
    const loading = this.loading.get(version) ?? this.loadStored(version);
    return (await loading) ?? this.inForce;
  }

  /**
   * Reads the files again, when a reading that is under way has ended: what was changed last is in force at last, however long
   * an earlier change takes to be made ready.
   * @returns whether another version is now in force
   */
  reload(): Promise<boolean> {
    return this.reading();
  }

  /**
   * Takes up changes as they are saved; one that failed, such as because learning broke off, is tried again after a while.
   * @returns a function that stops watching
   */
  watch(tell: (outcome: ChangeOutcome, error?: unknown) => void, retryMs?: number): () => Promise<void> {
    const watched = {
      paths: contentFolders.map((folder) => join(this.parts.root, folder)),
      options: { depth: 2 },
      reload: () => this.reload(),
      problem: () => this.refused,
      ...(retryMs !== undefined && { retryMs }),
    };
    return watchFiles(watched, tell);
  }

  private async readAgain(): Promise<boolean> {
    try {
      const files = await readContentFilesInSlices(this.parts.root);
      if (versionOf(files) === this.inForce.version) {
        this.refused = null;
        return false;
      }
      const content = await takeUp(this.parts, files);
      this.keep(content);
      this.inForce = content;
      this.refused = null;
      return true;
    } catch (error) {
      if (!(error instanceof ContentRefused)) throw error;
      this.refused = error;
      return false;
    }
  }

  private loadStored(version: string): Promise<Content | null> {
    const loading = stored(this.parts, version).finally(() => this.loading.delete(version));
    this.loading.set(version, loading);
    return loading.then((content) => {
      if (content) this.keep(content);
      return content;
    });
  }

  private keep(content: Content): void {
    this.versions.set(content.version, content);
    for (const version of this.versions.keys()) {
      if (this.versions.size <= maxVersionsKept) break;
      if (version !== this.inForce.version && version !== content.version) this.versions.delete(version);
    }
  }
}

/** Reads content, makes ready what serves it, and keeps it: it can be put in force then. @throws ContentRefused */
async function takeUp({ offered, prepare, store, clock }: LibraryParts, files: ContentFiles): Promise<Content> {
  const content = await loadContentInSlices(files, offered);
  await prepare?.(content);
  await store.save(content.version, JSON.stringify(files), clock.now());
  return content;
}

/** @returns the newest of the stored versions that loads; null when none does */
export async function lastGood(parts: Pick<LibraryParts, 'store' | 'offered' | 'prepare'>): Promise<Content | null> {
  for (const version of await parts.store.newestFirst()) {
    const content = await stored(parts, version);
    if (content === null) continue;
    await parts.prepare?.(content);
    return content;
  }
  return null;
}

/** @returns a stored version; null when it is gone, or this version of the code does not load it */
async function stored(
  { store, offered }: Pick<LibraryParts, 'store' | 'offered'>,
  version: string,
): Promise<Content | null> {
  const text = await store.load(version);
  if (text === null) return null;
  try {
    return await loadContentInSlices(JSON.parse(text) as ContentFiles, offered);
  } catch {
    return null;
  }
}
