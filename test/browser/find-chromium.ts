import { accessSync, constants, existsSync, mkdtempSync, readFileSync } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import chromium from '@sparticuz/chromium';

/** A browser to start, and what it must be told. */
export interface Chromium {
  readonly executablePath: string;
  readonly args: readonly string[];
}

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
const usualFolders = ['/usr/bin', '/usr/local/bin', '/snap/bin', '/opt/google/chrome'];
const macPaths = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
];
/** Root in a container has no sandbox; background requests would count as the page's own. */
const args = ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--mute-audio'];

/**
 * Finds a Chromium: `CHROMIUM_PATH`, one that is installed, or the one that comes with the development dependencies.
 * @throws Error telling how to get one; a missing browser is never a reason to skip
 */
export async function findChromium(env: NodeJS.ProcessEnv = process.env): Promise<Chromium> {
  if (env.CHROMIUM_PATH) {
    if (canRun(env.CHROMIUM_PATH)) return { executablePath: env.CHROMIUM_PATH, args };
    throw new Error(`CHROMIUM_PATH is "${env.CHROMIUM_PATH}", which is no program that can be run. ${remedy}`);
  }
  const folders = [...(env.PATH ?? '').split(delimiter).filter((folder) => folder !== ''), ...usualFolders];
  const installed = [...folders.flatMap((folder) => names.map((name) => join(folder, name))), ...macPaths].find(canRun);
  if (installed !== undefined) return { executablePath: installed, args };
  try {
    // Its own arguments suit a cloud function: with --single-process it ends with the first page that is closed.
    return { executablePath: await unpacked(), args };
  } catch (error) {
    throw new Error(`No Chromium was found, and the packed one cannot be unpacked here. ${remedy}`, { cause: error });
  }
}

/**
 * Unpacks the packed one beside its place, and puts it there when it is whole: of two test files that begin at once, and
 * of a run that was broken off, none starts half a program. The next run finds it.
 */
async function unpacked(): Promise<string> {
  const home = join(tmpdir(), `yibo-chromium-${versionOf('@sparticuz/chromium')}`);
  if (!existsSync(home)) {
    const part = mkdtempSync(`${home}-`);
    const { TMPDIR } = process.env;
    // It unpacks into the system's folder for such things, and asks only there.
    process.env.TMPDIR = part;
    try {
      await chromium.executablePath();
    } finally {
      if (TMPDIR === undefined) delete process.env.TMPDIR;
      else process.env.TMPDIR = TMPDIR;
    }
    await rename(part, home).catch(() => rm(part, { recursive: true }));
  }
  return join(home, 'chromium');
}

function versionOf(library: string): string {
  const [, inFolder = ''] = new RegExp(`^(.*/node_modules/${library}/)`).exec(import.meta.resolve(library)) ?? [];
  return (JSON.parse(readFileSync(new URL(`${inFolder}package.json`), 'utf8')) as { version: string }).version;
}

const remedy = 'Install one (apt-get install chromium) or set CHROMIUM_PATH to its program.';

function canRun(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
