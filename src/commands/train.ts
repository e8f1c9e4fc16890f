import type { Command } from 'commander';
import { contentIn, understanderOf } from './content-here.js';
import { explain } from './explain.js';

/** Adds `yibo train`: makes the model of the sayings ready, so that the service starts at once. */
export function addTrainCommand(program: Command): void {
  program
    .command('train')
    .description('learn from the sayings in intents/, and keep what was learnt beside what was compiled')
    .action(async () => {
      process.exitCode = await train().catch((error: unknown) => explain('train', error));
    });
}

async function train(): Promise<number> {
  const { model } = await understanderOf(contentIn());
  process.stdout.write(`${model.intents.length} intents learnt, by ${model.vocabulary.weights.length} features\n`);
  return 0;
}
