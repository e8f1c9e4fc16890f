import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { CodedError } from '../domain/errors/errors.js';

/** The folders that one installation of the service is made of. Whoever needs one is handed it: nobody looks for it. */
export interface Installation {
  /** The package itself: where `package.json` is. Nothing is written here while the service runs. */
  readonly home: string;
  /** The folder with `menus/`, `intents/` and `data/`: the bureau's own, or the package. */
  readonly root: string;
  /** `data/`: datasets, phrases, staff, calendar, rules of publication and retention. */
  readonly data: string;
  /** Where learnt models are looked for: what the install has learnt, then what was learnt since. New ones are kept in the last. */
  readonly models: readonly string[];
  /** What the install has read of the package's content, so that a start need not parse it. */
  readonly readBefore: string;
}

/** The folder that `YIBO_CONTENT` names has no content in it. */
export class ContentFolderMissing extends CodedError {
  readonly code = 'content-folder-missing';
  constructor(folder: string) {
    const what = existsSync(folder) ? 'holds neither menus/ nor intents/ nor data/' : 'is not there';
    super(`YIBO_CONTENT names ${folder}, which ${what}. Correct it, or make the folder: npx yibo init ${folder}`);
  }
}

/**
 * @param content the bureau's own folder with `menus/`, `intents/` and `data/`; null: the package has them
 * @returns the folders; a content and the models learnt later are looked for from the working folder, as a database is
 * @throws ContentFolderMissing
 * @example installation('/srv/tianjin').data // '/srv/tianjin/data'
 */
export function installation(content: string | null = process.env.YIBO_CONTENT || null): Installation {
  const home = packageFolder();
  const root = content === null ? home : resolve(content);
  if (!hasContent(root)) throw new ContentFolderMissing(root);
  const models = [join(home, 'dist/models'), resolve('var/models')];
  return { home, root, data: join(root, 'data'), models, readBefore: join(home, 'dist/read-before.json') };
}

/** Whether a folder could be one of content: something of it is there. */
export function hasContent(folder: string): boolean {
  return ['menus', 'intents', 'data'].some((part) => existsSync(join(folder, part)));
}

/** The nearest folder above this file that holds our `package.json`: source and compiled form lie at different depths. */
export function packageFolder(): string {
  for (let folder = dirname(fileURLToPath(import.meta.url)); ; folder = dirname(folder)) {
    const file = join(folder, 'package.json');
    if (existsSync(file) && (JSON.parse(readFileSync(file, 'utf8')) as { name?: string }).name === 'yibo')
      return folder;
    if (folder === dirname(folder)) throw new Error('the folder of the package "yibo" was not found: install it again');
  }
}
