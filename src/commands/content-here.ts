import { readContentFiles } from '../content/files.js';
import { loadContent } from '../content/load.js';
import type { Content } from '../domain/content/content.js';
import { installation } from '../service/installation.js';
import { offered } from '../service/offered.js';
import type { Understander } from '../understanding/deciding/understander.js';
import { Understandings } from '../understanding/index.js';
import { type Learn, learnAndKeep } from '../understanding/model/kept-models.js';
import { progressLine } from './progress-line.js';

/** @returns the content in force. @throws ContentRefused, ContentFolderMissing */
export function contentIn(root: string = installation().root): Content {
  return loadContent(readContentFiles(root), offered);
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
