import { readContentFiles } from '../content/files.js';
import { loadContent } from '../content/load.js';
import type { Content } from '../domain/content/content.js';
import { installation } from '../service/installation.js';
import { offered } from '../service/offered.js';
import type { Understander } from '../understanding/deciding/understander.js';
import { Understandings } from '../understanding/index.js';
import { progressLine } from './progress-line.js';

const { root: ownRoot, models } = installation();

/** @returns the content of a folder. @throws ContentRefused */
export function contentIn(root: string = ownRoot): Content {
  return loadContent(readContentFiles(root), offered);
}

/** Makes ready to understand, with a bar while a model is being trained. */
export async function understanderOf(content: Content): Promise<Understander> {
  const progress = progressLine('learning', process.stderr);
  try {
    return await new Understandings(models, (done, of) => progress.show({ share: done / of, rows: done })).of(content);
  } finally {
    progress.end();
  }
}
