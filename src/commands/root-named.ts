import { existsSync } from 'node:fs';
import { hasContent } from '../service/installation.js';
import { UsageError } from './explain.js';

/** @returns the folder given as `--root`. @throws UsageError when there is nothing in it that could be looked at */
export function rootNamed(folder: string): string {
  if (hasContent(folder)) return folder;
  const what = existsSync(folder) ? 'holds neither menus/ nor intents/ nor data/' : 'is not there';
  throw new UsageError(`--root ${folder} ${what}. Name the folder with these three.`);
}
