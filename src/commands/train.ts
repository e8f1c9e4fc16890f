import type { Command } from 'commander';
import { ContentDocument } from '../authored/document.js';
import { keepRead } from '../authored/read-before.js';
import { readContentFiles } from '../content/files.js';
import { installation } from '../service/installation.js';
import { contentIn, understanderOf } from './content-here.js';
import { explain } from './explain.js';

/** Adds `yibo train`: makes the model of the sayings ready, so that the service starts at once. */
export function addTrainCommand(program: Command): void {
  program
    .command('train')
    .description('learn from the sayings in intents/, and keep what was learnt in var/models/')
    .option('--install', "the package's own sayings, kept with what was compiled: an install does so")
    .action(async ({ install = false }: { install?: boolean }) => {
      process.exitCode = await train(install).catch((error: unknown) => explain('train', error));
    });
}

/** A start need not parse what the package says. */
function keepContent(root: string): void {
  const documents = Object.entries(readContentFiles(root)).map(([file, text]) => new ContentDocument(file, text));
  keepRead(
    installation(null).readBefore,
    documents.map(({ text, value }) => [text, value] as const),
  );
}

async function train(isInstall: boolean): Promise<number> {
  const { root, models } = isInstall ? installation(null) : installation();
  const { model } = await understanderOf(contentIn(root), isInstall ? models.slice(0, 1) : models);
  if (isInstall) keepContent(root);
  process.stdout.write(`${model.intents.length} intents learnt, by ${model.vocabulary.weights.length} features\n`);
  return 0;
}
