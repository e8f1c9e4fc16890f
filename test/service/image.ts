import { spawnSync } from 'node:child_process';
import { copyFileSync, cpSync, existsSync, linkSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { expect } from 'vitest';
import { root } from '../commands/run-yibo.js';
import { copyOf, readDeploy, type Stage, stagesOf } from '../house/dockerfile.js';

/** What only Docker can do, or only a network: said here, so that a new line of the Dockerfile is either run or named. */
const notRun = [
  /^apt-get (update|install) /,
  /^npm rebuild sqlite3$/,
  /^ln -s \/srv\/yibo\/src\/yibo\.js \/usr\/local\/bin\/yibo$/,
  /^chown node:node var$/,
];

const isByNpm = process.env.YIBO_INSTALL_BY === 'npm';

/**
 * Does what the Dockerfile says, stage by stage, in folders of this machine. Packages are those that are installed here without the ones of development;
 * with `YIBO_INSTALL_BY=npm` npm installs them anew, which takes a network.
 * @param folder an empty one
 * @returns the folder that the image would run in
 */
export function buildImage(folder: string): string {
  const stages = stagesOf(readDeploy(root, 'Dockerfile'));
  for (const [place, stage] of stages.entries()) buildStage(stage, join(folder, stage.as ?? String(place)), folder);
  return join(folder, String(stages.length - 1));
}

function buildStage({ instructions }: Stage, here: string, folder: string): void {
  mkdirSync(here, { recursive: true });
  const env: NodeJS.ProcessEnv = { PATH: process.env.PATH, HOME: folder };
  let workdir = '/';
  for (const { name, words } of instructions) {
    if (name === 'WORKDIR') workdir = words;
    else if (name === 'ENV') Object.assign(env, Object.fromEntries([words.split('=')]));
    else if (name === 'COPY') {
      const { from, sources, target } = copyOf(words);
      for (const source of sources) {
        const there = from === null ? join(root, source) : join(folder, from, source.replace(`${workdir}/`, ''));
        const into = target.endsWith('/') ? join(target, basename(source)) : target;
        const to = target === './' ? join(here, source) : join(here, into);
        if (from === null) cpSync(there, to, { recursive: true });
        else link(there, to);
      }
    } else if (name === 'RUN') for (const command of words.split(' && ')) run(command, here, env);
  }
}

function run(command: string, here: string, env: NodeJS.ProcessEnv): void {
  if (notRun.some((one) => one.test(command))) return;
  if (/^npm ci --omit=dev --omit=optional /.test(command)) {
    if (isByNpm) installPackages(command, here);
    else linkPackages(here);
    return;
  }
  // What an install learns takes ten seconds, and was learnt here by the same sayings.
  const models = join(root, 'dist/models');
  if (/^node src\/build\.js$/.test(command) && existsSync(models))
    cpSync(models, join(here, 'dist/models'), { recursive: true });
  // With npm, the build fetches its compiler: that takes what this machine needs to reach a registry.
  const around = isByNpm ? { ...process.env, ...env, HOME: process.env.HOME } : env;
  const { status, stderr } = spawnSync('bash', ['-c', command], { cwd: here, env: around, encoding: 'utf8' });
  expect([command, status, isByNpm || stderr === '' ? '' : stderr]).toEqual([command, 0, '']);
}

function installPackages(command: string, here: string): void {
  const how = { cwd: here, env: { ...process.env, NODE_ENV: 'production' } };
  const { status } = spawnSync('bash', ['-c', command], { ...how, stdio: ['ignore', 2, 2] });
  expect(status, command).toBe(0);
  // sqlite3 was compiled here already, which takes a minute.
  const built = 'node_modules/sqlite3/build';
  cpSync(join(root, built), join(here, built), { recursive: true });
}

interface Locked {
  readonly dev?: boolean;
  readonly optional?: boolean;
  readonly devOptional?: boolean;
}

/** The packages of `npm ci --omit=dev --omit=optional`, by the lock file, from those that are installed here; and what builds, which a build would fetch. */
function linkPackages(here: string): void {
  const { packages } = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')) as {
    packages: Record<string, Locked>;
  };
  const isWanted = (path: string) => {
    const { dev, optional, devOptional } = packages[path] ?? {};
    return /^node_modules\/@(typescript|esbuild)\//.test(path) || (!dev && !optional && !devOptional);
  };
  for (const path of Object.keys(packages)) {
    if (path === '' || !isWanted(path) || !existsSync(join(root, path))) continue;
    // A package's own packages are in the lock file by themselves.
    link(join(root, path), join(here, path), ['node_modules']);
  }
}

/**
 * Copies a folder, by second names for its files where the file system has that.
 * @param passesOver names of folders that are left out
 */
export function link(from: string, to: string, passesOver: readonly string[] = []): void {
  mkdirSync(to, { recursive: true });
  for (const entry of readdirSync(from, { withFileTypes: true })) {
    const [source, target] = [join(from, entry.name), join(to, entry.name)];
    if (passesOver.includes(entry.name)) continue;
    if (entry.isDirectory()) link(source, target, passesOver);
    else {
      try {
        linkSync(source, target);
      } catch {
        copyFileSync(source, target);
      }
    }
  }
}
