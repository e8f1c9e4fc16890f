import { useReadBefore } from '../authored/read-before.js';
import { ContentRefused } from '../content/content-refused.js';
import { readContentFiles } from '../content/files.js';
import { lastGood } from '../content/library.js';
import { loadContent } from '../content/load.js';
import type { Content } from '../domain/content/content.js';
import type { ContentStore } from '../domain/content/stores.js';
import { installation } from '../service/installation.js';
import { offered } from '../service/offered.js';
import type { Understander } from '../understanding/deciding/understander.js';
import { Understandings } from '../understanding/index.js';
import { type Learn, learnAndKeep } from '../understanding/model/kept-models.js';
import { progressLine } from './progress-line.js';

/** @returns the content in force. @throws ContentRefused, ContentFolderMissing */
export function contentIn(root: string = installation().root): Content {
  useReadBefore(installation(null).readBefore);
  return loadContent(readContentFiles(root), offered);
}

/**
 * For commands that colleagues cannot do without: a mistake in a file must not close their desk. What the files said last, while they were
 * good, goes on, and a line on standard error says so.
 * @param command who says so
 * @throws ContentRefused where the database keeps no good version either
 */
export async function contentAtHand(store: ContentStore, command: string): Promise<Content> {
  try {
    return contentIn();
  } catch (error) {
    const last = error instanceof ContentRefused ? await lastGood({ store, offered }) : null;
    if (last === null) throw error;
    process.stderr.write(
      `yibo ${command}: there are mistakes in the content, and its last good version goes on. See npx yibo lint.\n`,
    );
    return last;
  }
}

/**
 * Makes ready to understand, with a bar while a model is being trained.
 * @param models where models are looked for, and a new one is kept
 */
export async function understanderOf(content: Content, models = installation().models): Promise<Understander> {
  const progress = progressLine('learning', process.stderr, undefined, 'intents');
  try {
    const show = (done: number, of: number) => progress.show({ share: done / of, rows: done });
    const learn: Learn = (examples, folders) => learnAndKeep(examples, folders, show);
    return await new Understandings(models, learn).of(content);
  } finally {
    progress.end();
  }
}
