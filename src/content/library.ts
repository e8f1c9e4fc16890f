import { join } from 'node:path';
import { watch } from 'chokidar';
import type { Content } from '../domain/content/content.js';
import type { ContentStore } from '../domain/content/stores.js';
import { ContentRefused } from './content-refused.js';
import { type ContentFiles, contentFolders, readContentFiles, versionOf } from './files.js';
import type { Offered } from './known.js';
import { loadContent } from './load.js';
import { oneAtATime } from './one-at-a-time.js';

const maxVersionsKept = 20;

/**
 * The content in force, and the versions that conversations under way still need. A good change is taken up without a
 * restart; a bad one is refused and the good version goes on serving.
 */
export class ContentLibrary {
  private readonly versions = new Map<string, Content>();
  private inForce: Content;
  private refused: ContentRefused | null = null;

  private readonly reading = oneAtATime(() => this.readAgain());

  private constructor(
    private readonly root: string,
    private readonly offered: Offered,
    private readonly store: ContentStore,
    private readonly prepare: (content: Content) => Promise<unknown>,
    first: Content,
  ) {
    this.inForce = first;
    this.versions.set(first.version, first);
  }

  /**
   * @param prepare makes ready what serves a content, before it is taken up
   * @throws ContentRefused when the content on disk is bad
   */
  static async open(
    root: string,
    offered: Offered,
    store: ContentStore,
    prepare: (content: Content) => Promise<unknown> = async () => {},
  ): Promise<ContentLibrary> {
    const files = readContentFiles(root);
    const content = loadContent(files, offered);
    await prepare(content);
    await store.save(content.version, JSON.stringify(files));
    return new ContentLibrary(root, offered, store, prepare, content);
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
    const stored = await this.store.load(version);
    if (stored === null) return this.inForce;
    try {
      const content = loadContent(JSON.parse(stored) as ContentFiles, this.offered);
      this.keep(content);
      return content;
    } catch {
      return this.inForce;
    }
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
   * Takes up changes as they are saved.
   * @param tell what became of a change; `taken-back`: what was refused is gone, and the files are again those in force
   * @returns a function that stops watching
   */
  watch(
    tell: (outcome: 'taken-up' | 'refused' | 'taken-back' | 'failed', error?: unknown) => void,
  ): () => Promise<void> {
    let timer: NodeJS.Timeout | undefined;
    let told: Promise<boolean> | null = null;
    let wasRefused = this.refused !== null;
    const reload = (): void => {
      const reading = this.reload();
      // Changes that one reading takes up together are told of once.
      if (reading === told) return;
      told = reading;
      reading
        .then((isNew) => {
          if (this.refused) tell('refused', this.refused);
          else if (isNew) tell('taken-up');
          else if (wasRefused) tell('taken-back');
          wasRefused = this.refused !== null;
        })
        .catch((error: unknown) => tell('failed', error));
    };
    const watcher = watch(
      contentFolders.map((folder) => join(this.root, folder)),
      { ignoreInitial: true, depth: 2 },
    );
    const reloadSoon = (): void => {
      clearTimeout(timer);
      timer = setTimeout(reload, 100);
    };
    // What changed before the watch began is looked for once it has.
    watcher.on('all', reloadSoon).on('ready', reloadSoon);
    return async () => {
      clearTimeout(timer);
      await watcher.close();
    };
  }

  private async readAgain(): Promise<boolean> {
    try {
      const files = readContentFiles(this.root);
      if (versionOf(files) === this.inForce.version) {
        this.refused = null;
        return false;
      }
      const content = loadContent(files, this.offered);
      await this.prepare(content);
      await this.store.save(content.version, JSON.stringify(files));
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

  private keep(content: Content): void {
    this.versions.set(content.version, content);
    for (const version of this.versions.keys()) {
      if (this.versions.size <= maxVersionsKept) break;
      if (version !== this.inForce.version) this.versions.delete(version);
    }
  }
}
