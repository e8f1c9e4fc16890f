import type { Command } from 'commander';
import { verifyBundle } from '../draws/bundle/verify.js';
import { jsonIn } from './json-in.js';
import { table } from './with-store.js';

/** Adds `yibo draw verify`: checks a draw from its file alone. */
export function addVerifyCommand(draw: Command): void {
  draw
    .command('verify')
    .description('check a draw from its file alone: "holds", "does not hold: …", "cannot be known: …"')
    .argument('<file>', 'the bundle, as /api/v1/draws/NUMBER gives it; "-" reads what is piped in')
    .option('--steps', 'with what each step found')
    .option('--json', 'for machines')
    .addHelpText('after', '\nexit code: 0 it holds, 1 it does not or cannot be known, 2 wrong usage')
    .action(
      async (file: string, { steps = false, json = false }: { readonly steps?: boolean; readonly json?: boolean }) => {
        const verdict = verifyBundle(await jsonIn(file));
        if (json) process.stdout.write(`${JSON.stringify(verdict, null, 2)}\n`);
        else {
          process.stdout.write(`${verdict.words}\n`);
          if (steps) process.stdout.write(table(verdict.steps.map(({ step, answer, words }) => [step, answer, words])));
        }
        process.exitCode = verdict.answer === 'holds' ? 0 : 1;
      },
    );
}
