import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The folders that one installation of the service is made of. Whoever needs one is handed it: nobody looks for it. */
export interface Installation {
  /** The folder with `menus/`, `intents/` and `data/`. */
  readonly root: string;
  /** `data/`: datasets, phrases, staff, calendar, rules of publication and retention. */
  readonly data: string;
  /** Where learnt models are kept between starts. */
  readonly models: string;
}

/**
 * @param root the folder with `menus/`, `intents/` and `data/`; that of the package itself when absent
 * @returns its folders; models are kept with the package, whatever the content
 * @example installation('/srv/tianjin').data // '/srv/tianjin/data'
 */
export function installation(root: string = packageFolder()): Installation {
  return { root, data: join(root, 'data'), models: join(packageFolder(), 'dist/models') };
}

/** The nearest folder above this file that holds our `package.json`: source and compiled form lie at different depths. */
function packageFolder(): string {
  for (let folder = dirname(fileURLToPath(import.meta.url)); ; folder = dirname(folder)) {
    const file = join(folder, 'package.json');
    if (existsSync(file) && (JSON.parse(readFileSync(file, 'utf8')) as { name?: string }).name === 'yibo')
      return folder;
    if (folder === dirname(folder)) throw new Error('the folder of the package "yibo" was not found: install it again');
  }
}
