import { resolve } from 'node:path';
import type { Command } from 'commander';
import { type Difference, safe } from '../operations/own-content/compare.js';
import { makeOwnContent } from '../operations/own-content/make.js';
import { originFile } from '../operations/own-content/origin.js';
import { type Beside, lookBeside, takeUp } from '../operations/own-content/take-up.js';
import { installation, packageFolder } from '../service/installation.js';
import { contentProblems } from './content-problems.js';
import { remedyFor } from './content-updates.js';
import { explain, UsageError } from './explain.js';

interface UpdateFlags {
  readonly dryRun?: boolean;
  readonly keep?: readonly string[];
}

/** Adds `yibo init` and `yibo update-content`. Exit: 0 done, 1 refused, 2 wrong usage. */
export function addOwnContentCommands(program: Command): void {
  program
    .command('init')
    .description('make a folder of your own content, which no update touches: menus, intents and data of this version')
    .argument('<folder>', 'one that is empty, or not there')
    .action(async (folder: string) => {
      process.exitCode = await init(resolve(folder)).catch((error: unknown) => explain('init', error));
    });
  program
    .command('update-content')
    .description('take up into the folder of YIBO_CONTENT what this version has changed and you have not')
    .option('--dry-run', 'only show it')
    .option('--keep <file...>', 'these stay as you have them, such as menus/main.yaml; they are not spoken of again')
    .action(async (flags: UpdateFlags) => {
      process.exitCode = await update(flags).catch((error: unknown) => explain('update-content', error));
    });
}

async function init(folder: string): Promise<number> {
  const { files, origin, isSure } = await makeOwnContent(packageFolder(), folder);
  say(`${folder} holds the content of Yibo ${origin.yibo.version} (${origin.yibo.changes}): ${files} files.`);
  say(
    `Set YIBO_CONTENT=${folder} for the service and every command, and keep the folder in a version control of its own.`,
  );
  if (!isSure) {
    process.stderr.write(
      'git could not be asked what was edited in the package before. If something was, an update may take it for its own: run this as whoever owns the checkout.\n',
    );
  }
  return 0;
}

async function update({ dryRun = false, keep = [] }: UpdateFlags): Promise<number> {
  const home = packageFolder();
  const { root: folder } = installation();
  if (folder === home) throw new UsageError('YIBO_CONTENT is not set: the content is that of the installation itself.');
  const beside = lookBeside(home, folder);
  if (!beside) {
    throw new UsageError(
      `${folder} has no ${originFile}, so nobody can tell what you have changed. Make a new folder with yibo init, and bring your files there.`,
    );
  }
  refuseStrange(keep, beside);
  const taken = beside.differences.filter(({ path, kind }) => safe.has(kind) && !keep.includes(path));
  const left = dryRun
    ? beside.differences.filter((one) => !taken.includes(one) && !keep.includes(one.path))
    : await takeUp(beside, { home, folder, keep, problemsIn: contentProblems });
  for (const { path, kind } of taken) if (!left.some((one) => one.path === path)) say(`${kind}  ${path}`);
  for (const one of left) process.stderr.write(`${one.path}  ${remedyFor(one, { home, folder })}\n`);
  say(summary(taken, left, dryRun));
  return 0;
}

function refuseStrange(keep: readonly string[], { differences }: Beside): void {
  const strange = keep.find((path) => !differences.some((one) => one.path === path));
  if (strange === undefined) return;
  throw new UsageError(
    `--keep ${strange}: this version wants nothing changed in it. Name a file as --dry-run shows it.`,
  );
}

function summary(taken: readonly Difference[], left: readonly Difference[], dryRun: boolean): string {
  if (taken.length + left.length === 0) return 'Nothing is left to be taken up.';
  const verb = dryRun ? 'would be taken up (dry run: nothing was changed)' : 'taken up';
  return `${taken.length} files ${verb}, ${left.length} left to you.`;
}

function say(text: string): void {
  process.stdout.write(`${text}\n`);
}
