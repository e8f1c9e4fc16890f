import type { Command } from 'commander';
import { type Prompt, promptsOf } from '../content/prompts.js';
import { spokenSeconds } from '../domain/language/spoken-length.js';
import { installation } from '../service/installation.js';
import { contentIn } from './content-here.js';
import { table } from './with-store.js';

/** Adds `yibo prompts`. Exit: 1 when a phrase names a recording that cannot be played. */
export function addPromptsCommand(program: Command): void {
  program
    .command('prompts')
    .description('list the words that can be recorded, and check the recordings in data/prompts/')
    .option('--json', 'for machines')
    .action(async ({ json = false }: { json?: boolean }) => {
      const prompts = await promptsOf(contentIn(), installation().root);
      process.stdout.write(json ? `${JSON.stringify(prompts.map(forMachines), null, 2)}\n` : told(prompts));
      if (prompts.some(({ problem }) => problem !== null)) process.exitCode = 1;
    });
}

function forMachines({ sum: _sum, ...prompt }: Prompt) {
  return { ...prompt, state: stateOf(prompt), expectedSeconds: Math.round(spokenSeconds(prompt.words) * 10) / 10 };
}

function stateOf({ file, problem, doubt }: Pick<Prompt, 'file' | 'problem' | 'doubt'>): string {
  if (file === null) return 'to record';
  if (problem !== null) return 'not played';
  return doubt === null ? 'played' : 'doubtful';
}

function told(prompts: readonly Prompt[]): string {
  const rows = prompts.map((one) => {
    const seconds = (one.seconds ?? spokenSeconds(one.words)).toFixed(1);
    return [stateOf(one), one.phrase, one.file ?? '', one.seconds === null ? `about ${seconds}` : seconds, one.words];
  });
  const wrong = prompts.flatMap(({ phrase, file, problem, doubt }) => {
    const why = problem ?? doubt;
    return why === null ? [] : [`${phrase}: ${file} ${why}\n`];
  });
  const played = prompts.filter(({ sum }) => sum !== null).length;
  const count = `${played} of ${prompts.length} are recorded. Name a recording beside the words: wav: greeting-open.wav\n`;
  return table([['state', 'phrase', 'file', 'seconds', 'words'], ...rows]) + wrong.join('') + count;
}
