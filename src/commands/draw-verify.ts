import type { Command } from 'commander';
import { verifyBundle } from '../draws/bundle/verify.js';
import { checkRelease, type ReleaseVerdict } from '../draws/protocol/published-register.js';
import type { Seal } from '../draws/seal/seal.js';
import { jsonIn } from './json-in.js';
import { table, withStoreIfAny } from './with-store.js';

/** Compares the registers of a draw that holds with the releases that it names, where this machine has the disclosure database. */
async function compareReleases(seal: Seal, json: boolean): Promise<void> {
  const code = await withStoreIfAny('draw verify', async (store) => {
    let isWrong = false;
    for (const part of ['register', 'people'] as const) {
      const unknown = seal[part] === undefined ? null : noDatabaseHere;
      const verdict = store ? await checkRelease(seal, part, store) : unknown;
      if (verdict && !json) process.stdout.write(`${part}: ${verdict.answer}: ${verdict.words}\n`);
      if (verdict && json) process.stderr.write(`${part}: ${verdict.answer}: ${verdict.words}\n`);
      isWrong ||= verdict?.answer === 'does not hold';
    }
    return isWrong ? 1 : 0;
  });
  if (code !== 0) process.exitCode = code;
}

const noDatabaseHere: ReleaseVerdict = {
  answer: 'cannot be known',
  words: 'there is no disclosure database here with which the rows could be compared',
};

/** Adds `yibo draw verify`: checks a draw from its file alone, and its registers against the disclosure database where there is one. */
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
        const given = await jsonIn(file);
        const verdict = verifyBundle(given);
        if (json) process.stdout.write(`${JSON.stringify(verdict, null, 2)}\n`);
        else {
          process.stdout.write(`${verdict.words}\n`);
          if (steps) process.stdout.write(table(verdict.steps.map(({ step, answer, words }) => [step, answer, words])));
        }
        process.exitCode = verdict.answer === 'holds' ? 0 : 1;
        if (verdict.remarks.includes('release')) await compareReleases(given.seal as Seal, json);
      },
    );
}
